package import CPSClient

/// The tokens for one service: what the keeper of the wallet looks after.
package protocol TokenStock: Sendable {
    /// How many there are now.
    func held() async throws(CPSClientError) -> Int
    /// Gets some more.
    func get(_ count: Int) async throws(CPSClientError)
    /// Throws some away, those first that end first.
    func discard(_ count: Int) async throws(CPSClientError)
}
