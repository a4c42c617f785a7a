import BlindTokens
import CallPlacement
import Sealing
import SeededRandomness
import StoreConformance

/// What a forger has to work with: everything that was ever sent, tokens that are worth nothing, and keys of their own,
/// but neither `K_cps` nor anybody's K_temp.
struct Loot: Sendable {
    /// Somebody's stores with a token of theirs, each correct and none of them sent yet.
    struct Victim: Sendable {
        let held: HeldToken
        /// One for every use that the token has left, each to a recipient of its own.
        let stores: [StoreAttempt]
    }

    /// Tokens that the service has not seen.
    let fresh: [Victim]
    /// Tokens that have one use left; the service has counted the other.
    let seen: [Victim]
    /// Tokens without a use left, and the stores that used them.
    let spent: [Victim]
    /// Tokens of an epoch that is over.
    let retired: [HeldToken]
    /// Tokens of this epoch's key for another service's challenge.
    let elsewhere: [HeldToken]
    /// Tokens that another issuer signed, in the name of this one's key.
    let counterfeit: [HeldToken]
    /// Tokens of this epoch's key whose nonce is no honest key: the issuer signs what it cannot see.
    let hollow: [Token]
    /// A K_temp that no token was made for.
    let stranger: KTempPrivateKey
    /// The modulus of `K_cps`.
    let modulus: [UInt8]

    private static let tokensOfAKind = 48

    /// Takes all that can be had from a service, and leaves the stores of `spent` and one of each of `seen` in it.
    init(from service: AttackedService) async throws {
        var number = 0
        func victims(of tokens: [HeldToken]) throws -> [Victim] {
            try tokens.map { held in
                let stores = try (0..<AttackedService.uses).map { _ in
                    number += 1
                    return try Self.store(number, with: held)
                }
                return Victim(held: held, stores: stores)
            }
        }
        fresh = try victims(of: try await service.tokens(Self.tokensOfAKind))
        seen = try victims(of: try await service.tokens(Self.tokensOfAKind))
        spent = try victims(of: try await service.tokens(8))
        retired = service.retired
        elsewhere = try await service.tokens(
            8, for: TokenChallenge(issuerName: "cps.example.net", originInfo: "cps.example.net"))
        counterfeit = try Self.counterfeits(8, of: service)
        hollow = try await Self.hollowTokens(of: service)
        stranger = try .generate()
        modulus = Array(try service.tokenKey.spki.dropFirst(Self.bytesBeforeModulus).prefix(256))
        for victim in seen { try await Self.place(victim.stores[0], at: service) }
        for store in spent.flatMap(\.stores) { try await Self.place(store, at: service) }
    }

    /// Of a SubjectPublicKeyInfo as RFC 9578 section 8.2.2 writes it: 342 bytes, of which 5 stand behind the modulus.
    private static let bytesBeforeModulus = 342 - 5 - 256

    /// A store to recipient number `number`.
    static func store(_ number: Int, with held: HeldToken) throws -> StoreAttempt {
        StoreAttempt(
            to: try SampleRequests.recipient(number), sealed: SampleRequests.random(512, seed: UInt64(number)),
            with: held)
    }

    private static func place(_ store: StoreAttempt, at service: AttackedService) async throws {
        guard try await service.status(of: store) == 201 else { throw Missing(what: "a place for a correct store") }
    }

    private static func counterfeits(_ count: Int, of service: AttackedService) throws -> [HeldToken] {
        let press = try BlindRSAPrivateKey.generate()
        let challenge = try service.policy.tokenChallenge.digest
        let id = try service.tokenKey.tokenKeyID
        return try (0..<count).map { _ in
            let key = try KTempPrivateKey.generate()
            let input = Token.authenticatorInput(
                nonce: key.publicKey.bytes, challengeDigest: challenge, tokenKeyID: id)
            let blinded = try press.publicKey.blind(input)
            let signed = try press.blindSign(blinded.bytes)
            let authenticator = try blinded.finalize(signed)
            return try HeldToken(
                token: Token(
                    nonce: key.publicKey.bytes, challengeDigest: challenge, tokenKeyID: id,
                    authenticator: authenticator), key: key)
        }
    }

    /// Nonces with which some implementations of Ed25519 take any signature, or one for many messages: points of small
    /// order, in every spelling.
    static let hollowNonces: [[UInt8]] = {
        let zeros = [UInt8](repeating: 0, count: 31)
        let almost = [UInt8](repeating: 0xff, count: 30)
        let order8: [UInt8] = [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
            0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ]
        return [
            [1] + zeros, [0] + zeros, [0] + zeros.dropLast() + [0x80], [1] + zeros.dropLast() + [0x80],
            [0xec] + almost + [0x7f], [0xed] + almost + [0x7f], [0xee] + almost + [0x7f], [0xec] + almost + [0xff],
            [0xed] + almost + [0xff], [0xee] + almost + [0xff], order8, Array(order8.dropLast()) + [0x85],
        ]
    }()

    private static func hollowTokens(of service: AttackedService) async throws -> [Token] {
        let (challenge, id) = (try service.policy.tokenChallenge.digest, try service.tokenKey.tokenKeyID)
        var tokens: [Token] = []
        for nonce in hollowNonces {
            let input = Token.authenticatorInput(nonce: nonce, challengeDigest: challenge, tokenKeyID: id)
            tokens.append(
                Token(
                    nonce: nonce, challengeDigest: challenge, tokenKeyID: id,
                    authenticator: try await service.signature(of: input)))
        }
        return tokens
    }
}
