import BlindTokens
import SeededRandomness
import TestVectors
import Testing

/// Whatever bytes come in, a decoder either refuses them by name or reads what it would write itself.
@Suite("Decoders of outside bytes")
struct DecoderFuzzTests {
    private static let rounds = 5000

    /// Random bytes, and mutations of an encoding that is sound.
    private func inputs(from sound: [UInt8], seed: UInt64) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<Self.rounds).map { round in
            if round.isMultiple(of: 4) {
                let count = Int.random(in: 0...sound.count + 8, using: &generator)
                return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            }
            var bytes = sound
            for _ in 0...Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
                let position = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0...3, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: position)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                default: bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
                }
            }
            return bytes
        }
    }

    /// Counts inputs that are read and those that are refused; neither may be none.
    private func check(
        _ sound: [UInt8], seed: UInt64, rewritten: ([UInt8]) throws -> [UInt8]
    ) {
        var read = 0
        var refused = 0
        for input in inputs(from: sound, seed: seed) + [sound] {
            do {
                let output = try rewritten(input)
                #expect(output == input)
                read += 1
            } catch {
                #expect(error is TokenError || error is TokenRefusal)
                refused += 1
            }
        }
        #expect(read > 0)
        #expect(refused > Self.rounds / 4)
    }

    private var token: Token {
        get throws {
            Token(
                nonce: [UInt8](repeating: 1, count: 32), challengeDigest: [UInt8](repeating: 2, count: 32),
                tokenKeyID: try TokenKeyID(bytes: [UInt8](repeating: 3, count: 32)),
                authenticator: [UInt8](repeating: 4, count: 256))
        }
    }

    @Test("challenge")
    func challenge() throws {
        let sound = try TokenChallenge(
            issuerName: "cps.example.com", redemptionContext: [UInt8](repeating: 1, count: 32), originInfo: "a,b")
        check(sound.bytes, seed: 1) { try TokenChallenge(bytes: $0).bytes }
    }

    @Test("request")
    func request() throws {
        let sound = TokenRequest(truncatedTokenKeyID: 5, blindedMessage: [UInt8](repeating: 6, count: 256))
        check(sound.bytes, seed: 2) { try TokenRequest(bytes: $0).bytes }
    }

    @Test("token")
    func tokens() throws {
        check(try token.bytes, seed: 3) { try Token(bytes: $0).bytes }
    }

    @Test("Authorization")
    func authorization() throws {
        let sound = Array(PrivateTokenAuthorization.authorization(try token).utf8)
        check(sound, seed: 4) { input in
            // Bytes that are no UTF-8 reach the decoder as replacement characters.
            let token = try PrivateTokenAuthorization.token(fromAuthorization: String(decoding: input, as: UTF8.self))
            return Array(PrivateTokenAuthorization.authorization(token).utf8)
        }
    }

    @Test("public key")
    func publicKey() throws {
        check(try TestKeys.issuer.publicKey.spki, seed: 5) { try BlindRSAPublicKey(spki: $0).spki }
    }

    @Test("K_temp")
    func kTemp() throws {
        check(try KTempPrivateKey.generate().publicKey.bytes, seed: 6) { try KTemp(bytes: $0).bytes }
    }

    @Test("issuer directory")
    func directory() throws {
        let sound = IssuerDirectory(requestURI: "/r", entries: [.init(tokenKey: try TestKeys.issuer.publicKey)])
        // JSON has many spellings, so that what is written is compared after one more reading.
        check(sound.json, seed: 7) { input in
            let read = try IssuerDirectory(json: input)
            #expect(try IssuerDirectory(json: read.json) == read)
            return input
        }
    }

    @Test("signatures")
    func signatures() throws {
        let key = try TestKeys.issuer.publicKey
        for input in inputs(from: [UInt8](repeating: 7, count: 256), seed: 8).prefix(500) {
            #expect(!key.isValidSignature(input, for: [1]))
        }
    }
}
