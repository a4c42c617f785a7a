import Encodings

/// The HTTP header values of the `PrivateToken` authentication scheme (RFC 9577 section 2).
public enum PrivateTokenAuthorization {
    /// The value of `Authorization`: `PrivateToken token="<472 characters>"`.
    public static func authorization(_ token: Token) -> String {
        prefix + Base64URL.encode(token.bytes) + suffix
    }

    /// Reads the value of `Authorization` in exactly the form that ``authorization(_:)`` writes.
    ///
    /// RFC 9110 would allow other spellings of the same thing (case, spaces, no quotes). Clients that
    /// differ in them can be told apart, so none is accepted.
    ///
    /// - Throws: ``TokenError/malformed`` for another form; ``TokenError/wrongLength``,
    ///   ``TokenError/wrongTokenType`` for what is not a token of 354 bytes and type 0x0002.
    public static func token(fromAuthorization value: String) throws(TokenError) -> Token {
        let value = Array(value.utf8)
        guard value.count >= prefix.utf8.count + suffix.utf8.count, value.starts(with: prefix.utf8),
            value.last == UInt8(ascii: "\"")
        else { throw .malformed }
        let text = value.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        guard text.count == characterCount else { throw .wrongLength }
        guard let bytes = Base64URL.decode(text) else { throw .malformed }
        do throws(TokenRefusal) {
            return try Token(bytes: bytes)
        } catch {
            throw error == .wrongType ? .wrongTokenType : .wrongLength
        }
    }

    /// The value of `WWW-Authenticate`: `PrivateToken challenge="...", token-key="..."`.
    ///
    /// Both are padded where their length asks for it (RFC 9577 section 2.1).
    public static func challenge(_ challenge: TokenChallenge, tokenKey: BlindRSAPublicKey) -> String {
        let challenge = Base64URL.encode(challenge.bytes, padded: true)
        let tokenKey = Base64URL.encode(tokenKey.spki, padded: true)
        return "PrivateToken challenge=\"\(challenge)\", token-key=\"\(tokenKey)\""
    }

    private static let prefix = "PrivateToken token=\""
    private static let suffix = "\""
    /// A multiple of four, so there is never any padding.
    private static let characterCount = Token.byteCount / 3 * 4
}
