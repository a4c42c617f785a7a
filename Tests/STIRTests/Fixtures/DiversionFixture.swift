import Crypto
import STIR
import ThrowawayPKI

/// Parties with one number each and a certificate for just that number: the caller 0, who calls 1; 1 diverts to 2,
/// 2 to 3, and so on.
struct DiversionFixture {
    static let now = STIRFixture.now
    static let parties = 8

    let stir: STIRFixture
    private let issued: [ThrowawayCertificate]

    init() throws {
        stir = try STIRFixture()
        var issued: [ThrowawayCertificate] = []
        for party in 0..<Self.parties {
            let list = try TNAuthorizationList([.one(TelephoneNumber(digits: Self.digits(party)))])
            issued.append(
                try stir.authority.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity))
        }
        self.issued = issued
    }

    static func digits(_ party: Int) -> String { "1215555121\(party)" }
    static func url(_ party: Int) -> String { "https://cert.example.org/\(party).pem" }

    func identity(_ party: Int) throws -> PassportIdentity { .number(try TelephoneNumber(digits: Self.digits(party))) }

    func destinations(_ parties: Int...) throws -> PassportDestinations {
        try PassportDestinations(numbers: parties.map { try TelephoneNumber(digits: Self.digits($0)) })
    }

    func chain(_ party: Int) throws -> CertificateChain { try CertificateChain(pem: issued[party].chainPEM) }

    func signer(_ party: Int) throws -> PassportSigner {
        try PassportSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: issued[party].keyPEM), certificates: .url(Self.url(party)))
    }

    func signer(_ party: Int, certificates: CertificateReference) throws -> PassportSigner {
        try PassportSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: issued[party].keyPEM), certificates: certificates)
    }

    /// A signer with the key of one party that refers to the certificates of another.
    func impostor(key: Int, certificates: Int) throws -> PassportSigner {
        try PassportSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: issued[key].keyPEM),
            certificates: .url(Self.url(certificates)))
    }

    /// All certificates, except those of the parties that are left out.
    func source(without missing: Int...) throws -> CertificatesByURL {
        var chains: [String: CertificateChain] = [:]
        for party in 0..<Self.parties where !missing.contains(party) { chains[Self.url(party)] = try chain(party) }
        return CertificatesByURL(chains: chains)
    }

    /// What 0 says when it calls 1.
    func original(
        extension: PassportExtension = .base, issuedAt: Int64 = now, otherClaims: [String: JSONValue] = [:]
    ) throws -> UnverifiedPassport {
        try UnverifiedPassport(
            signer(0).sign(
                extension: `extension`, issuedAt: issuedAt, origin: identity(0), destinations: destinations(1),
                otherClaims: otherClaims))
    }

    /// What a call is that was diverted so often, from 1 to 2, from 2 to 3...
    func nested(_ diversions: Int, in original: UnverifiedPassport) throws -> UnverifiedPassport {
        var passport = original
        for party in 1...diversions {
            passport = try UnverifiedPassport(
                signer(party).signNestedDiversion(
                    of: passport, by: identity(party), to: destinations(party + 1)))
        }
        return passport
    }

    /// A "div-o" that says whatever it is told to, signed by the party it names unless another is given.
    func diversion(
        of original: UnverifiedPassport, by party: Int, to next: Int, caller: Int = 0, signer: PassportSigner? = nil,
        issuedAt: Int64 = now
    ) throws -> UnverifiedPassport {
        try UnverifiedPassport(
            (signer ?? self.signer(party)).sign(
                extension: .divO(Diversion(by: identity(party)), original: original), issuedAt: issuedAt,
                origin: identity(caller), destinations: destinations(next)))
    }

    /// The same as a "div".
    func div(
        by party: Int, to next: Int, caller: Int = 0, issuedAt: Int64 = now
    ) throws -> UnverifiedPassport {
        try UnverifiedPassport(
            signer(party).sign(
                extension: .div(Diversion(by: identity(party))), issuedAt: issuedAt, origin: identity(caller),
                destinations: destinations(next)))
    }

    func verdict(
        _ passport: UnverifiedPassport, earlier: UInt16? = nil, at now: Int64 = now
    ) async throws -> PassportVerdict {
        try await verdict(PassportChain(passport), earlier: earlier, at: now)
    }

    func verdict(_ chain: PassportChain, earlier: UInt16? = nil, at now: Int64 = now) async throws -> PassportVerdict {
        await PassportVerifier(certificates: stir.certificates, earlierFreshness: earlier)
            .verify(chain, from: try source(), at: now)
    }

    func refusal(
        _ passport: UnverifiedPassport, earlier: UInt16? = nil, at now: Int64 = now
    ) async throws -> PassportRefusal? {
        try await verdict(passport, earlier: earlier, at: now).refusal
    }
}

extension PassportVerdict {
    var refusal: PassportRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    var verified: VerifiedPassport? {
        if case .valid(let verified) = self { verified } else { nil }
    }
}
