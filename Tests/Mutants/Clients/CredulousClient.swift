package import Adversaries
internal import BlindTokens
package import ServiceHarness

/// A client that believes the directory that its own credential is shown, and asks no stranger.
package struct CredulousClient: TokenTaker {
    /// The one there is.
    package init() {}

    package func take(_ count: Int, from server: RunningServer) async throws -> TokensTaken {
        let endpoint = server.issuanceEndpoint(as: server.deployment.caller)
        let tokens = try await RawConnection.open(to: endpoint) { connection in
            let shown = try await connection.exchange(RawRequest("GET", "/.well-known/private-token-issuer-directory"))
            let key = try server.currentKey(in: shown.body)
            var tokens: [HeldToken] = []
            for _ in 0..<count {
                let pending = try RunningServer.pendingToken(for: key)
                let answer = try await connection.exchange(.tokenRequest(pending.request.bytes))
                tokens.append(try pending.finish(response: answer.body))
            }
            return tokens
        }
        return TokensTaken(count: tokens.count, words: "a client that compares nothing")
    }
}
