internal import Crypto

/// One X25519 key pair that encapsulates to any number of recipients, and is then gone.
///
/// DHKEM(X25519, HKDF-SHA256) of RFC 9180 section 4.1, with the ephemeral key pair shared among the
/// recipients of one batch (randomness reuse is safe for it: Bellare, Boldyreva, Staddon, PKC 2003).
/// swift-crypto's `HPKE.Sender` makes a key pair for every recipient, so this step is written here.
struct EphemeralEncapsulation: ~Copyable {
    private let ephemeral: Curve25519.KeyAgreement.PrivateKey
    /// `enc`: the public key, 32 bytes.
    let encapsulated: [UInt8]

    /// A fresh key pair.
    init() {
        self.init(ephemeral: Curve25519.KeyAgreement.PrivateKey())
    }

    /// A given key pair: for test vectors and nothing else.
    init(dangerouslyUsing secretBytes: [UInt8]) throws {
        self.init(ephemeral: try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secretBytes))
    }

    private init(ephemeral: Curve25519.KeyAgreement.PrivateKey) {
        self.ephemeral = ephemeral
        self.encapsulated = Array(ephemeral.publicKey.rawRepresentation)
    }

    /// The shared secret with one recipient (32 bytes).
    ///
    /// - Throws: ``SealingError/refusedRecipientKey`` where the agreement is zero.
    func sharedSecret(with recipient: RecipientPublicKey) throws(SealingError) -> SymmetricKey {
        try DHKEM.sharedSecret(
            agreement(with: recipient), encapsulated: encapsulated, recipient: recipient.bytes)
    }

    /// The bare X25519 agreement with one recipient, which may be zero.
    func agreement(with recipient: RecipientPublicKey) throws(SealingError) -> SharedSecret {
        do {
            let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.bytes)
            return try ephemeral.sharedSecretFromKeyAgreement(with: key)
        } catch {
            throw .refusedRecipientKey
        }
    }
}

/// What both ends of DHKEM(X25519, HKDF-SHA256) compute (RFC 9180 section 4.1).
enum DHKEM {
    static let kdf = LabeledKDF(suiteID: Array("KEM".utf8) + [0x00, 0x20])

    /// The recipient's end.
    ///
    /// - Throws: ``SealingError/notForThisKey`` where the agreement is zero.
    static func decapsulate(_ encapsulated: [UInt8], by key: RecipientPrivateKey) throws(SealingError) -> SymmetricKey {
        do {
            let ephemeral = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: encapsulated)
            let agreement = try key.agreement.sharedSecretFromKeyAgreement(with: ephemeral)
            return try sharedSecret(agreement, encapsulated: encapsulated, recipient: key.publicKey.bytes)
        } catch {
            throw .notForThisKey
        }
    }

    /// Refuses the all-zero agreement, as RFC 9180 section 7.1.4 asks: swift-crypto leaves that to its callers.
    static func sharedSecret(
        _ agreement: SharedSecret, encapsulated: [UInt8], recipient: [UInt8]
    ) throws(SealingError) -> SymmetricKey {
        let dh = unsafe agreement.withUnsafeBytes { unsafe Array($0) }
        guard dh.contains(where: { $0 != 0 }) else { throw .refusedRecipientKey }
        return kdf.expand(
            kdf.extract(salt: nil, label: "eae_prk", dh),
            label: "shared_secret", encapsulated + recipient, byteCount: 32)
    }
}
