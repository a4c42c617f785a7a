import Crypto

/// The identifier of a token key: SHA-256 of its SubjectPublicKeyInfo, 32 bytes (RFC 9578 section 8.2.2).
public struct TokenKeyID: Hashable, Sendable {
    /// Number of bytes.
    public static let byteCount = 32
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Wraps 32 bytes.
    ///
    /// - Throws: ``TokenError/wrongLength``.
    public init(bytes: some Collection<UInt8>) throws(TokenError) {
        guard bytes.count == Self.byteCount else { throw .wrongLength }
        self.bytes = Array(bytes)
    }

    /// The identifier of an encoded key.
    init(spki: [UInt8]) {
        self.bytes = Array(SHA256.hash(data: spki))
    }

    /// The last byte, which stands in a token request (RFC 9578 section 6.1).
    public var truncated: UInt8 { bytes[Self.byteCount - 1] }
}
