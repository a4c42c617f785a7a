/// A token that has been asked for and not yet been signed; it can be finished once.
public struct PendingToken: ~Copyable {
    /// What goes to the issuer.
    public let request: TokenRequest

    private let key: KTempPrivateKey
    private let challengeDigest: [UInt8]
    private let tokenKeyID: TokenKeyID
    private let blinded: BlindedMessage

    /// Blinds a token whose nonce is the public K_temp (RFC 9578 section 6.1).
    ///
    /// - Parameters:
    ///   - key: A K_temp made for this token alone.
    ///   - challenge: The challenge of the service that shall take the token.
    ///   - tokenKey: The token key of the issuer, which must be the one that everybody sees.
    /// - Throws: ``TokenError/unavailable`` without randomness.
    public init(
        key: KTempPrivateKey, challenge: TokenChallenge, tokenKey: BlindRSAPublicKey
    ) throws(TokenError) {
        let input = Token.authenticatorInput(
            nonce: key.publicKey.bytes, challengeDigest: challenge.digest, tokenKeyID: tokenKey.tokenKeyID)
        let blinded = try tokenKey.blind(input)
        self.request = TokenRequest(
            truncatedTokenKeyID: tokenKey.tokenKeyID.truncated, blindedMessage: blinded.bytes)
        self.key = key
        self.challengeDigest = challenge.digest
        self.tokenKeyID = tokenKey.tokenKeyID
        self.blinded = blinded
    }

    /// Unblinds the issuer's answer and checks it (RFC 9578 section 6.3).
    ///
    /// - Parameter response: The token response, 256 bytes.
    /// - Throws: ``TokenError/wrongLength``, ``TokenError/outOfRange``, ``TokenError/invalidSignature``.
    public consuming func finish(response: [UInt8]) throws(TokenError) -> HeldToken {
        let (key, challengeDigest, tokenKeyID) = (key, challengeDigest, tokenKeyID)
        let token = Token(
            nonce: key.publicKey.bytes, challengeDigest: challengeDigest, tokenKeyID: tokenKeyID,
            authenticator: try blinded.finalize(response))
        return try HeldToken(token: token, key: key)
    }
}
