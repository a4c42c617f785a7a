import CSodium

/// A public K_temp: the Ed25519 key that a token's holder made for it, and the token's nonce (32 bytes).
///
/// RFC 8816 section 7.5 has the holder of a signed K_temp prove possession of it with each store.
public struct KTemp: Hashable, Sendable {
    /// Number of bytes.
    public static let byteCount = 32
    /// Bytes of a signature.
    public static let signatureByteCount = 64
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Checks and wraps a public key.
    ///
    /// Refused are encodings that are not canonical (RFC 8032 section 5.1.3), points that are not on the
    /// curve, and points of small order or with a part of small order.
    ///
    /// - Throws: ``TokenError/wrongLength``, ``TokenError/refusedKTemp``.
    public init(bytes: some Collection<UInt8>) throws(TokenError) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount else { throw .wrongLength }
        guard unsafe crypto_core_ed25519_is_valid_point(bytes) == 1 else { throw .refusedKTemp }
        self.bytes = bytes
    }

    /// Wraps 32 bytes; the length is the caller's to guarantee.
    package init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether `signature` is this key's Ed25519 signature of `message` (RFC 8032 section 5.1.7).
    ///
    /// Refuses another length than 64 bytes, a second half not below the group order, and keys that are not
    /// canonical, not on the curve or of small order, so a key need not have been checked before.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard bytes.count == Self.byteCount, signature.count == Self.signatureByteCount else { return false }
        return unsafe crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }
}

extension KTemp: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "K_temp(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
