import Crypto
import Foundation
import Sealing

/// A recipient that knows the protocol's description and swift-crypto's HPKE, and none of our code.
struct IndependentRecipient {
    static let suite = HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    static let tagByteCount = 16

    let key: Curve25519.KeyAgreement.PrivateKey

    init(_ key: RecipientPrivateKey) throws {
        self.key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key.exportSecretBytes())
    }

    /// The key of this recipient's entries in a batch.
    func entryKey(of batch: [UInt8]) throws -> SymmetricKey {
        let context = try HPKE.Recipient(
            privateKey: key, ciphersuite: Self.suite, info: Data("cps-batch-v1".utf8),
            encapsulatedKey: Data(batch[3..<35]))
        return try context.exportSecret(context: Data("entry-key".utf8), outputByteCount: 32)
    }

    /// Every entry of a batch that opens: its position, and its plaintext.
    func open(_ batch: [UInt8], entryByteCount: Int) throws -> [(position: Int, plaintext: [UInt8])] {
        let entryKey = try entryKey(of: batch)
        return (0..<(batch.count - 35) / entryByteCount).compactMap { position in
            Self.open(batch, at: position, entryByteCount: entryByteCount, key: entryKey).map { (position, $0) }
        }
    }

    /// The plaintext of the entry at a position, if it opens.
    static func open(_ batch: [UInt8], at position: Int, entryByteCount: Int, key: SymmetricKey) -> [UInt8]? {
        let entry = batch[35 + position * entryByteCount..<35 + (position + 1) * entryByteCount]
        let nonce = [UInt8](repeating: 0, count: 10) + [UInt8(position >> 8), UInt8(position & 0xff)]
        guard
            let box = try? AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: entry.dropLast(tagByteCount),
                tag: entry.suffix(tagByteCount)),
            let plaintext = try? AES.GCM.open(box, using: key, authenticating: batch[..<35])
        else { return nil }
        return Array(plaintext)
    }

    /// Seals any plaintext to a recipient as a sealed PASSporT.
    static func sealPassport(_ plaintext: [UInt8], to recipient: RecipientPublicKey) throws -> [UInt8] {
        let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.bytes)
        var sender = try HPKE.Sender(recipientKey: key, ciphersuite: suite, info: Data("cps-passport-v1".utf8))
        let index = SHA256.hash(data: Data("cps-index-v1".utf8) + recipient.bytes)
        let ciphertext = try sender.seal(plaintext, authenticating: Data(index))
        return [0x01] + Array(sender.encapsulatedKey) + Array(ciphertext)
    }
}
