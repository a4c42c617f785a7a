internal import Crypto
internal import Foundation
internal import Sealing

/// The key of a recipient's entries (HPKE base mode and its export, RFC 9180), towards an ephemeral key of one's own
/// choice: the service's own sealer takes no such key, and rightly.
enum EntryKey {
    private static let kem = Array("KEM".utf8) + [0x00, 0x20]
    private static let hpke = Array("HPKE".utf8) + [0x00, 0x20, 0x00, 0x01, 0x00, 0x02]

    static func derive(_ ephemeral: Curve25519.KeyAgreement.PrivateKey, to recipient: RecipientPublicKey) throws
        -> SymmetricKey
    {
        let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.bytes)
        let agreement = try ephemeral.sharedSecretFromKeyAgreement(with: key)
        let shared = expand(
            extract(nil, kem, "eae_prk", unsafe agreement.withUnsafeBytes { unsafe Array($0) }), kem, "shared_secret",
            Array(ephemeral.publicKey.rawRepresentation) + recipient.bytes)
        let context =
            [0x00] + bytes(extract(nil, hpke, "psk_id_hash", []))
            + bytes(extract(nil, hpke, "info_hash", Array("cps-batch-v1".utf8)))
        let secret = extract(shared, hpke, "secret", [])
        return expand(expand(secret, hpke, "exp", context), hpke, "sec", Array("entry-key".utf8))
    }

    private static func extract(_ salt: SymmetricKey?, _ suite: [UInt8], _ label: String, _ input: [UInt8])
        -> SymmetricKey
    {
        let message = Array("HPKE-v1".utf8) + suite + Array(label.utf8) + input
        let code = HMAC<SHA256>.authenticationCode(
            for: message, using: salt ?? SymmetricKey(data: [UInt8](repeating: 0, count: 32)))
        return SymmetricKey(data: Data(code))
    }

    private static func expand(_ key: SymmetricKey, _ suite: [UInt8], _ label: String, _ info: [UInt8])
        -> SymmetricKey
    {
        HKDF<SHA256>.expand(
            pseudoRandomKey: key,
            info: [0x00, 0x20] + Array("HPKE-v1".utf8) + suite + Array(label.utf8) + info, outputByteCount: 32)
    }

    private static func bytes(_ key: SymmetricKey) -> [UInt8] { unsafe key.withUnsafeBytes { unsafe Array($0) } }
}
