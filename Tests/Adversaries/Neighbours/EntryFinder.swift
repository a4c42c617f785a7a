internal import Crypto
internal import Foundation
internal import Sealing

/// Opens the entries of one key in a batch and says where they stood, with swift-crypto's HPKE and none of the
/// service's code.
struct EntryFinder {
    /// An entry of one's own.
    struct Own {
        let position: Int
        let pending: Int
        let remaining: Int
    }

    private static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    private let key: Curve25519.KeyAgreement.PrivateKey
    private let size: SealedSize

    /// For a key, at a deployment.
    init(_ key: RecipientPrivateKey, size: SealedSize) throws {
        self.key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key.exportSecretBytes())
        self.size = size
    }

    /// What of a batch is one's own.
    func own(in batch: [UInt8]) throws -> [Own] {
        let header = Batch.headerByteCount
        let recipient = try HPKE.Recipient(
            privateKey: key, ciphersuite: Self.suite, info: Data("cps-batch-v1".utf8),
            encapsulatedKey: Data(batch[3..<header]))
        let entryKey = try recipient.exportSecret(context: Data("entry-key".utf8), outputByteCount: 32)
        return try (0..<(batch.count - header) / size.entryByteCount).compactMap { position in
            let start = header + position * size.entryByteCount
            let entry = batch[start..<start + size.entryByteCount]
            let nonce = [UInt8](repeating: 0, count: 10) + [UInt8(position >> 8), UInt8(position & 0xff)]
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: entry.dropLast(16), tag: entry.suffix(16))
            guard let opened = try? AES.GCM.open(box, using: entryKey, authenticating: batch[..<header]) else {
                return nil
            }
            let trailer = Array(opened.suffix(8))
            return Own(
                position: position, pending: Int(trailer[0]) << 8 | Int(trailer[1]),
                remaining: Int(trailer[2]) << 8 | Int(trailer[3]))
        }
    }
}
