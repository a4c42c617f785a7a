import Sealing
import TestVectors

/// The examples of this protocol in `protocol-v1.json`, made by an independent implementation.
struct ProtocolExamples: Decodable {
    struct Recipient: Decodable {
        let skR, pkR: HexBytes
        let index: String

        var key: RecipientPrivateKey { get throws { try RecipientPrivateKey(secretBytes: skR.bytes) } }
        var publicKey: RecipientPublicKey { get throws { try RecipientPublicKey(bytes: pkR.bytes) } }
    }

    struct Sealed: Decodable {
        let to: String
        let ephemeral: HexBytes
        let passportsText: [String]
        let sealed: HexBytes
    }

    struct Batch: Decodable {
        struct Live: Decodable {
            let to: String
            let at, pending, remaining: Int
        }

        let ephemeral, E, entryKeyA, entryKeyB: HexBytes
        let live: [Live]
        let bytes: HexBytes
    }

    let sealedSize: Int
    let recipientA, recipientB: Recipient
    let sealedPassport: [Sealed]
    let batch: Batch

    /// Reads the file.
    static func load() throws -> Self {
        try TestVectors.load("protocol-v1")
    }

    var size: SealedSize { get throws { try SealedSize(byteCount: sealedSize) } }

    /// The recipient that the examples call `A` or `B`.
    func recipient(_ name: String) -> Recipient {
        name == "A" ? recipientA : recipientB
    }

    /// The first example that is sealed to `A` or `B`.
    func sealed(to name: String) -> Sealed? {
        sealedPassport.first { $0.to == name }
    }
}
