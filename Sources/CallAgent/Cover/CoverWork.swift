package import CPSClient

/// What cover does.
package protocol CoverWork: Sendable {
    /// Whether a dummy may take a token: calls come first.
    func hasTokenToSpare() async -> Bool
    /// Stores a dummy to the agent itself.
    func store() async throws(CPSClientError)
    /// Polls for one of the called parties.
    func poll() async throws(CPSClientError)
}
