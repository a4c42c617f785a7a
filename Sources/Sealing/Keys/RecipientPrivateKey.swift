internal import Crypto

/// A recipient's X25519 private key `skR` (RFC 7748), with the public key that belongs to it.
public struct RecipientPrivateKey: Sendable {
    /// Number of bytes of a key.
    public static let byteCount = 32

    let agreement: Curve25519.KeyAgreement.PrivateKey
    /// The public key that is published for it.
    public let publicKey: RecipientPublicKey

    private init(_ agreement: Curve25519.KeyAgreement.PrivateKey) throws(SealingError) {
        self.agreement = agreement
        self.publicKey = try RecipientPublicKey(bytes: agreement.publicKey.rawRepresentation)
    }

    /// Makes a fresh key.
    ///
    /// - Throws: ``SealingError/refusedRecipientKey``, which for a fresh key does not happen.
    public static func generate() throws(SealingError) -> Self {
        try Self(Curve25519.KeyAgreement.PrivateKey())
    }

    /// Reads a key from its 32 bytes.
    ///
    /// - Throws: ``SealingError/wrongLength``.
    public init(secretBytes: [UInt8]) throws(SealingError) {
        let agreement: Curve25519.KeyAgreement.PrivateKey
        do {
            agreement = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secretBytes)
        } catch {
            throw .wrongLength
        }
        try self.init(agreement)
    }

    /// The 32 secret bytes, for writing the key into a file that is itself protected.
    public func exportSecretBytes() -> [UInt8] {
        Array(agreement.rawRepresentation)
    }
}

extension RecipientPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "private key(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
