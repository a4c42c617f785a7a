import Sealing
import TestVectors
import Testing

@Suite("Private key of a recipient")
struct RecipientPrivateKeyTests {
    @Test("the examples of the protocol")
    func examples() throws {
        let examples = try ProtocolExamples.load()
        for recipient in [examples.recipientA, examples.recipientB] {
            #expect(try recipient.key.publicKey.bytes == recipient.pkR.bytes)
            #expect(try recipient.key.exportSecretBytes() == recipient.skR.bytes)
        }
    }

    @Test("refuses other lengths", arguments: [0, 31, 33, 64])
    func length(_ count: Int) {
        #expect(throws: SealingError.wrongLength) {
            try RecipientPrivateKey(secretBytes: [UInt8](repeating: 9, count: count))
        }
    }

    @Test("no two generated keys are the same")
    func fresh() throws {
        let keys = try (0..<64).map { _ in try RecipientPrivateKey.generate().publicKey }
        #expect(Set(keys).count == 64)
    }
}
