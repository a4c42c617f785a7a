import Crypto
import Testing

@testable import Sealing

/// The quick way to the keys of entries against the one that RFC 9180's vectors prove.
@Suite("Keys of entries")
struct EntryKeysTests {
    private let ephemeral = Curve25519.KeyAgreement.PrivateKey()
    private var encapsulated: [UInt8] { Array(ephemeral.publicKey.rawRepresentation) }

    private func agreement(with recipient: RecipientPublicKey) throws -> SharedSecret {
        try ephemeral.sharedSecretFromKeyAgreement(with: .init(rawRepresentation: recipient.bytes))
    }

    /// One step after the other, as RFC 9180 writes them.
    private func expected(for recipient: RecipientPublicKey) throws -> [UInt8] {
        let secret = try DHKEM.sharedSecret(
            agreement(with: recipient), encapsulated: encapsulated, recipient: recipient.bytes)
        return Batch.schedule.context(of: secret).export(Batch.exporterContext, byteCount: 32).bytes
    }

    @Test("Every recipient gets the key that the steps of RFC 9180 give, whoever came before")
    func agreesWithTheKeySchedule() throws {
        let keys = try EntryKeys(encapsulated: encapsulated)
        let recipients = try (0..<20).map { _ in try RecipientPrivateKey.generate().publicKey }
        var made: Set<[UInt8]> = []
        for recipient in recipients + recipients.reversed() {
            let key = try keys.key(from: agreement(with: recipient), of: recipient).bytes
            #expect(try key == expected(for: recipient))
            made.insert(key)
        }
        #expect(made.count == recipients.count)
    }

    @Test("Another batch gives the same recipient another key")
    func anotherBatch() throws {
        let recipient = try RecipientPrivateKey.generate().publicKey
        let keys = try (0..<2).map { _ in
            let batch = EphemeralEncapsulation()
            let keys = try EntryKeys(encapsulated: batch.encapsulated)
            return try keys.key(from: batch.agreement(with: recipient), of: recipient).bytes
        }
        #expect(keys[0] != keys[1])
    }

    @Test("An agreement of zeros is refused, and the next one is not harmed")
    func zeroAgreement() throws {
        let lowOrder = [UInt8](repeating: 0, count: 32)
        let zero = try ephemeral.sharedSecretFromKeyAgreement(with: .init(rawRepresentation: lowOrder))
        let recipient = try RecipientPrivateKey.generate().publicKey
        let keys = try EntryKeys(encapsulated: encapsulated)
        #expect(throws: SealingError.refusedRecipientKey) { try keys.key(from: zero, of: recipient) }
        #expect(try keys.key(from: agreement(with: recipient), of: recipient).bytes == expected(for: recipient))
    }
}
