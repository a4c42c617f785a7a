import CPSWire
import Foundation
import TestVectors
import Testing

/// The store's header values against examples that an independent implementation made.
@Suite("Signature of a store")
struct StoreSignatureTests {
    struct Vectors: Decodable {
        struct Recipient: Decodable {
            let pkR: HexBytes
        }

        struct Sealed: Decodable {
            let to: String
            let sealed: HexBytes
        }

        struct Store: Decodable {
            let pathText, contentDigestText, signatureInputText, signatureBaseText: String
            let signature: HexBytes
        }

        let recipientA: Recipient
        let sealedPassport: [Sealed]
        let store: Store
    }

    private let vectors: Vectors

    init() throws {
        vectors = try TestVectors.load("protocol-v1")
    }

    @Test("Content-Digest of the example's body")
    func contentDigest() throws {
        let sealed = try #require(vectors.sealedPassport.first { $0.to == "A" }).sealed
        let body = vectors.recipientA.pkR.bytes + sealed.bytes
        #expect(body.count == 32 + 2048)
        #expect(StoreSignature.contentDigest(of: body) == vectors.store.contentDigestText)
        #expect(StoreSignature.contentDigest(of: body + [0]) != vectors.store.contentDigestText)
    }

    @Test("Content-Digest of nothing is that of RFC 6234")
    func contentDigestOfNothing() {
        #expect(StoreSignature.contentDigest(of: []) == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
    }

    @Test("Signature-Input and the signature base")
    func base() {
        let store = vectors.store
        #expect(StoreSignature.signatureInput == store.signatureInputText)
        let base = StoreSignature.base(path: store.pathText, contentDigest: store.contentDigestText)
        #expect(base == Array(store.signatureBaseText.utf8))
    }

    @Test("the example's path is where PASSporTs of its index are")
    func path() throws {
        let digits = try #require(vectors.store.pathText.split(separator: "/").dropFirst().first)
        #expect(WirePath.passports(String(digits)) == vectors.store.pathText)
        #expect(WirePath.passport("ab", handle: "h") == WirePath.passports("ab") + "/h")
    }

    @Test("Signature, written and read")
    func signature() {
        let bytes = vectors.store.signature.bytes
        let value = "store=:\(Data(bytes).base64EncodedString()):"
        #expect(StoreSignature.headerValue(bytes) == value)
        #expect(StoreSignature.signature(inHeaderValue: value) == bytes)
    }
}
