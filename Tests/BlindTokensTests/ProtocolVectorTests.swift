import BlindTokens
import Secrets
import TestVectors
import Testing

/// The examples of this protocol, made by an independent implementation.
@Suite("Protocol version 1 vectors")
struct ProtocolVectorTests {
    struct Vectors: Decodable {
        struct Store: Decodable {
            let kTempSeed, kTempPublic, signature: HexBytes
            let signatureBaseText: String
        }

        struct Challenge: Decodable {
            let issuerNameText: String
            let bytes, digest: HexBytes
        }

        let store: Store
        let tokenChallenge: Challenge
    }

    private let vectors: Vectors

    init() throws {
        vectors = try TestVectors.load("protocol-v1")
    }

    @Test("token challenge")
    func challenge() throws {
        let expected = vectors.tokenChallenge
        let challenge = try TokenChallenge(issuerName: expected.issuerNameText, originInfo: expected.issuerNameText)
        #expect(challenge.bytes == expected.bytes.bytes)
        #expect(challenge.digest == expected.digest.bytes)
        #expect(try TokenChallenge(bytes: expected.bytes.bytes) == challenge)
    }

    @Test("K_temp signature of a store")
    func store() throws {
        let store = vectors.store
        let key = try KTempPrivateKey(seed: GuardedBytes(copying: store.kTempSeed.bytes))
        #expect(key.publicKey.bytes == store.kTempPublic.bytes)
        let base = Array(store.signatureBaseText.utf8)
        #expect(key.sign(base) == store.signature.bytes)
        let kTemp = try KTemp(bytes: store.kTempPublic.bytes)
        #expect(kTemp.isValidSignature(store.signature.bytes, for: base))
        #expect(!kTemp.isValidSignature(store.signature.bytes, for: base + [0x0a]))
    }
}
