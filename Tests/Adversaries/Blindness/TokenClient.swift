package import BlindTokens

/// Whoever gets a token signed: the client that clients really use, or one that blinds badly.
package protocol TokenClient: Sendable {
    /// Gets one token.
    ///
    /// - Parameter sign: takes a blinded message to the issuer and brings the blind signature.
    func token(
        for challenge: TokenChallenge, key: BlindRSAPublicKey, sign: (_ request: TokenRequest) async throws -> [UInt8]
    ) async throws -> Token
}

/// The client's own way.
package struct RealTokenClient: TokenClient {
    /// The one there is.
    package init() {}

    package func token(
        for challenge: TokenChallenge, key: BlindRSAPublicKey, sign: (_ request: TokenRequest) async throws -> [UInt8]
    ) async throws -> Token {
        let pending = try PendingToken(key: try .generate(), challenge: challenge, tokenKey: key)
        let answer = try await sign(pending.request)
        return try pending.finish(response: answer).token
    }
}
