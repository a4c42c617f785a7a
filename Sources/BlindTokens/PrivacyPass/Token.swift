/// A token as somebody sent it: read, but **not verified** (RFC 9577 section 2.2, RFC 9578 section 6.3), 354 bytes.
///
/// `token_type(2) = 0x0002 || nonce(32) || challenge_digest(32) || token_key_id(32) || authenticator(256)`
public struct Token: Hashable, Sendable {
    /// Number of bytes.
    public static let byteCount = authenticatorInputByteCount + BlindRSAPublicKey.signatureByteCount
    /// Bytes before the authenticator, which it signs.
    static let authenticatorInputByteCount = 2 + KTemp.byteCount + TokenChallenge.digestByteCount + TokenKeyID.byteCount

    /// The nonce, 32 bytes: the holder's public K_temp, as yet unchecked.
    public let nonce: [UInt8]
    /// SHA-256 of the challenge that the token answers, 32 bytes.
    public let challengeDigest: [UInt8]
    /// Which token key signed.
    public let tokenKeyID: TokenKeyID
    /// The signature of the token key, 256 bytes.
    public let authenticator: [UInt8]

    /// Puts a token together. The lengths are the caller's to guarantee.
    package init(nonce: [UInt8], challengeDigest: [UInt8], tokenKeyID: TokenKeyID, authenticator: [UInt8]) {
        self.nonce = nonce
        self.challengeDigest = challengeDigest
        self.tokenKeyID = tokenKeyID
        self.authenticator = authenticator
    }

    /// Reads exactly 354 bytes.
    ///
    /// - Throws: ``TokenRefusal/wrongLength``, ``TokenRefusal/wrongType``.
    public init(bytes: some Collection<UInt8>) throws(TokenRefusal) {
        guard bytes.count == Self.byteCount else { throw .wrongLength }
        var reader = ByteReader(bytes)
        do throws(TokenError) {
            guard try reader.read(2) == TokenType.blindRSA2048Bytes else { throw .wrongTokenType }
            nonce = try reader.read(KTemp.byteCount)
            challengeDigest = try reader.read(TokenChallenge.digestByteCount)
            tokenKeyID = try TokenKeyID(bytes: try reader.read(TokenKeyID.byteCount))
            authenticator = try reader.read(BlindRSAPublicKey.signatureByteCount)
        } catch {
            throw error == .wrongTokenType ? .wrongType : .wrongLength
        }
    }

    /// The 354 bytes.
    public var bytes: [UInt8] { authenticatorInput + authenticator }

    /// What the authenticator signs, 98 bytes.
    public var authenticatorInput: [UInt8] {
        Self.authenticatorInput(nonce: nonce, challengeDigest: challengeDigest, tokenKeyID: tokenKeyID)
    }

    /// What the authenticator of a token yet to be made signs.
    package static func authenticatorInput(nonce: [UInt8], challengeDigest: [UInt8], tokenKeyID: TokenKeyID) -> [UInt8]
    {
        TokenType.blindRSA2048Bytes + nonce + challengeDigest + tokenKeyID.bytes
    }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "token(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
