import BlindTokens
import TestVectors
import Testing

/// The vectors of RFC 9577 appendix A.
@Suite("RFC 9577 vectors")
struct RFC9577Tests {
    struct Vector: Decodable {
        let number: Int
        let tokenType: HexBytes
        let issuerName, originInfo, redemptionContext, nonce, tokenKeyID: HexBytes?
        let authenticatorInput: HexBytes

        enum CodingKeys: String, CodingKey {
            case number = "test_vector"
            case tokenType = "token_type"
            case issuerName = "issuer_name"
            case originInfo = "origin_info"
            case redemptionContext = "redemption_context"
            case nonce
            case tokenKeyID = "token_key_id"
            case authenticatorInput = "token_authenticator_input"
        }
    }

    private let vectors: [Vector]
    private var used: [Vector] { vectors.filter { $0.tokenType.bytes == [0, 2] } }

    init() throws {
        vectors = try TestVectors.load("rfc9577-structures")
    }

    @Test("five are of type 0x0002, one is not")
    func count() {
        #expect(vectors.count == 6)
        #expect(used.count == 5)
    }

    @Test("challenges are encoded, hashed into the authenticator input, and decoded")
    func challenges() throws {
        for vector in used {
            let challenge = try TokenChallenge(
                issuerName: String(decoding: #require(vector.issuerName).bytes, as: UTF8.self),
                redemptionContext: #require(vector.redemptionContext).bytes,
                originInfo: String(decoding: #require(vector.originInfo).bytes, as: UTF8.self))
            let token = Token(
                nonce: try #require(vector.nonce).bytes, challengeDigest: challenge.digest,
                tokenKeyID: try TokenKeyID(bytes: #require(vector.tokenKeyID).bytes),
                authenticator: [UInt8](repeating: 0, count: 256))
            #expect(token.authenticatorInput == vector.authenticatorInput.bytes, "vector \(vector.number)")
            #expect(try TokenChallenge(bytes: challenge.bytes) == challenge)
        }
    }

    @Test("authenticator inputs are decoded")
    func tokens() throws {
        for vector in used {
            let token = try Token(bytes: vector.authenticatorInput.bytes + [UInt8](repeating: 9, count: 256))
            #expect(token.nonce == vector.nonce?.bytes)
            #expect(token.tokenKeyID.bytes == vector.tokenKeyID?.bytes)
            #expect(token.authenticatorInput == vector.authenticatorInput.bytes)
        }
    }

    @Test("the reserved type is refused")
    func grease() throws {
        let vector = try #require(vectors.last)
        #expect(vector.tokenType.bytes == [0, 0])
        #expect(vector.authenticatorInput.bytes.count == Token.byteCount)
        #expect(throws: TokenRefusal.wrongType) { try Token(bytes: vector.authenticatorInput.bytes) }
    }
}
