/// Signs token requests with one token key (RFC 9578 section 6.2). Whom it signs for, and how often, is
/// decided before.
public struct TokenIssuer: Sendable {
    private let key: BlindRSAPrivateKey

    /// An issuer with one token key.
    public init(key: BlindRSAPrivateKey) {
        self.key = key
    }

    /// The token key to publish.
    public var publicKey: BlindRSAPublicKey { key.publicKey }

    /// Signs a request: one RSA private operation, and the public one that checks it.
    ///
    /// - Returns: The token response, 256 bytes.
    /// - Throws: ``TokenError/unknownKey`` when the request names another key, ``TokenError/outOfRange`` when
    ///   the blinded message is not below the modulus, ``TokenError/invalidSignature`` when the calculation
    ///   went wrong.
    public func issue(_ request: TokenRequest) throws(TokenError) -> [UInt8] {
        guard request.truncatedTokenKeyID == key.publicKey.tokenKeyID.truncated else { throw .unknownKey }
        return try key.blindSign(request.blindedMessage)
    }
}
