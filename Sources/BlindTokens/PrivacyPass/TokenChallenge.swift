import Crypto

/// What a token is asked for, and bound to by its digest (RFC 9577 section 2.1).
///
/// ```
/// token_type(2) = 0x0002 || issuer_name<1..2^16-1> || redemption_context<0..32> || origin_info<0..2^16-1>
/// ```
///
/// `<a..b>` is preceded by its length, in two bytes, or one for the redemption context.
public struct TokenChallenge: Hashable, Sendable {
    /// Bytes of a digest.
    public static let digestByteCount = 32
    /// Bytes of a redemption context that is not empty.
    public static let redemptionContextByteCount = 32

    /// The issuer's host name.
    public let issuerName: String
    /// Empty, or 32 bytes. This service leaves it empty, so that tokens can be fetched long before a call.
    public let redemptionContext: [UInt8]
    /// The names of the services that take the token, with commas between them; may be empty.
    public let originInfo: String

    /// Makes a challenge.
    ///
    /// - Throws: ``TokenError/malformed`` when a name is not of printing ASCII characters, the issuer's is
    ///   empty, or one is longer than 65,535 bytes; ``TokenError/wrongLength`` for a redemption context
    ///   of neither 0 nor 32 bytes.
    public init(
        issuerName: String, redemptionContext: [UInt8] = [], originInfo: String
    ) throws(TokenError) {
        guard redemptionContext.isEmpty || redemptionContext.count == Self.redemptionContextByteCount else {
            throw .wrongLength
        }
        for name in [issuerName, originInfo] {
            guard name.utf8.count <= Int(UInt16.max), name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
                throw .malformed
            }
        }
        guard !issuerName.isEmpty else { throw .malformed }
        self.issuerName = issuerName
        self.redemptionContext = redemptionContext
        self.originInfo = originInfo
    }

    /// Reads an encoded challenge; nothing may follow it.
    ///
    /// - Throws: ``TokenError/wrongTokenType``, ``TokenError/wrongLength``, ``TokenError/malformed``.
    public init(bytes: some Collection<UInt8>) throws(TokenError) {
        var reader = ByteReader(bytes)
        guard try reader.read(2) == TokenType.blindRSA2048Bytes else { throw .wrongTokenType }
        let issuerName = try reader.read(try reader.length(2))
        let redemptionContext = try reader.read(try reader.length(1))
        let originInfo = try reader.read(try reader.length(2))
        guard reader.isAtEnd else { throw .wrongLength }
        // Bytes that are not ASCII become characters that `init` refuses.
        try self.init(
            issuerName: String(decoding: issuerName, as: UTF8.self), redemptionContext: redemptionContext,
            originInfo: String(decoding: originInfo, as: UTF8.self))
    }

    /// The encoded challenge.
    public var bytes: [UInt8] {
        TokenType.blindRSA2048Bytes
            + [UInt8(issuerName.utf8.count >> 8), UInt8(issuerName.utf8.count & 0xff)] + Array(issuerName.utf8)
            + [UInt8(redemptionContext.count)] + redemptionContext
            + [UInt8(originInfo.utf8.count >> 8), UInt8(originInfo.utf8.count & 0xff)] + Array(originInfo.utf8)
    }

    /// SHA-256 of the encoded challenge, 32 bytes: what a token carries of it.
    public var digest: [UInt8] {
        Array(SHA256.hash(data: bytes))
    }
}
