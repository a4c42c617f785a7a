/// Turns tokens into verified tokens (RFC 9578 section 6.4).
public enum TokenVerifier {
    /// Verifies a token: one RSA public operation, after the cheap checks.
    ///
    /// - Parameters:
    ///   - key: The token key that the service chose by ``Token/tokenKeyID``.
    ///   - challengeDigest: ``TokenChallenge/digest`` of the service's challenge, 32 bytes.
    /// - Returns: The verified token, or why it is refused.
    public static func verify(
        _ token: Token, by key: BlindRSAPublicKey, challengeDigest: [UInt8]
    ) -> Result<VerifiedToken, TokenRefusal> {
        guard token.tokenKeyID == key.tokenKeyID else { return .failure(.unknownKey) }
        guard token.challengeDigest == challengeDigest else { return .failure(.wrongChallenge) }
        guard key.isValidSignature(token.authenticator, for: token.authenticatorInput) else {
            return .failure(.badSignature)
        }
        return .success(VerifiedToken(verified: token))
    }
}
