/// What is asked of a service.
package enum LoadKind: String, Sendable, CaseIterable, Codable {
    /// Stores, each of a PASSporT to a recipient.
    case stores
    /// Retrievals of batches.
    case polls
    /// A store, and when it is answered a poll that must find it.
    case calls
}

/// How HTTP is spoken.
package enum HTTPVersion: String, Sendable, CaseIterable, Codable {
    /// One request at a time on a connection that is kept.
    case http1 = "1.1"
    /// Several at once on a connection.
    case http2 = "2"

    /// What TLS calls it.
    package var protocolName: String { self == .http1 ? "http/1.1" : "h2" }
}
