internal import Hummingbird

/// The two parts of a request's target, as they were sent.
struct RequestTarget {
    let path: Substring
    /// What stands behind the question mark, where there is one.
    let query: Substring?

    init(_ request: Request) {
        let parts = (request.head.path ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.path = parts.first ?? ""
        self.query = parts.count > 1 ? parts[1] : nil
    }
}
