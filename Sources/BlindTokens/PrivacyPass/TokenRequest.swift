/// What a client posts to the issuer (RFC 9578 section 6.1), 259 bytes.
///
/// `token_type(2) = 0x0002 || truncated_token_key_id(1) || blinded_msg(256)`
public struct TokenRequest: Hashable, Sendable {
    /// Number of bytes.
    public static let byteCount = 3 + BlindRSAPublicKey.signatureByteCount

    /// The last byte of the identifier of the token key that shall sign.
    public let truncatedTokenKeyID: UInt8
    /// 256 bytes; not yet known to be below the modulus.
    public let blindedMessage: [UInt8]

    package init(truncatedTokenKeyID: UInt8, blindedMessage: [UInt8]) {
        self.truncatedTokenKeyID = truncatedTokenKeyID
        self.blindedMessage = blindedMessage
    }

    /// Reads exactly 259 bytes.
    ///
    /// - Throws: ``TokenError/wrongLength``, ``TokenError/wrongTokenType``.
    public init(bytes: some Collection<UInt8>) throws(TokenError) {
        guard bytes.count == Self.byteCount else { throw .wrongLength }
        var reader = ByteReader(bytes)
        guard try reader.read(2) == TokenType.blindRSA2048Bytes else { throw .wrongTokenType }
        truncatedTokenKeyID = UInt8(try reader.length(1))
        blindedMessage = try reader.read(BlindRSAPublicKey.signatureByteCount)
    }

    /// The 259 bytes.
    public var bytes: [UInt8] {
        TokenType.blindRSA2048Bytes + [truncatedTokenKeyID] + blindedMessage
    }
}
