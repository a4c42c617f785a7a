extension RunningServer {
    /// Sends one request to the public listener, on a connection of its own.
    package func ask(_ request: RawRequest) async throws -> RawResponse {
        try await RawConnection.open(to: publicEndpoint) { try await $0.exchange(request) }
    }

    /// A poll: `GET /cps/{prefix}/ppts`.
    package func poll(_ prefix: String, entries: Int) async throws -> RawResponse {
        try await ask(.poll(prefix, entries: entries))
    }

    /// What is live for a recipient, at most `entries` of it.
    package func live(for recipient: Recipient, entries: Int = 16) async throws -> [[UInt8]] {
        try recipient.open(try await poll(recipient.index, entries: entries), entries: entries)
    }
}

extension RawRequest {
    /// A request for a batch.
    package static func poll(_ prefix: String, entries: Int) -> RawRequest {
        RawRequest("GET", "/cps/\(prefix)/ppts?entries=\(entries)", fields: [("accept", "application/vnd.cps.batch")])
    }

    /// A request for links.
    package static func links(_ prefix: String, entries: Int) -> RawRequest {
        RawRequest("GET", "/cps/\(prefix)/ppts?entries=\(entries)", fields: [("accept", "application/json")])
    }

    /// A request for what a link leads to.
    package static func follow(_ path: String) -> RawRequest {
        RawRequest("GET", path, fields: [("accept", "application/vnd.cps.batch")])
    }
}
