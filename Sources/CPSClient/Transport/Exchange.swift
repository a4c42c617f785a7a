internal import CPSWire

/// Sends requests, repeats what may be repeated, and turns refusals into errors.
struct Exchange: Sendable {
    /// The longest pause before a repetition, whatever the service asks for.
    static let longestPause = 5

    let transport: any Transport
    /// Waits; handed in, so that tests do not.
    let pause: @Sendable (Duration) async throws -> Void

    /// Sends a request and, after a failure on the way or a 503, the same bytes once more.
    ///
    /// Every request of the protocol may be repeated: the service answers a repeated store as it did before
    /// and does not count it.
    ///
    /// - Parameters:
    ///   - status: the status of a good answer.
    ///   - isConditional: whether 304 (RFC 9110 section 15.4.5) is one too.
    func send(
        _ request: WireRequest, expecting status: Int = 200, orIfUnchanged isConditional: Bool = false
    ) async throws(CPSClientError) -> WireResponse {
        let good = isConditional ? [status, 304] : [status]
        var wait = 1
        do {
            let response = try await transport.send(request)
            guard response.status == ProblemType.overloaded.status else { return try checked(response, good) }
            wait = min(max(0, response.retryAfter ?? wait), Self.longestPause)
        } catch {
            guard error.side == .network else { throw error }
        }
        do {
            try await pause(.seconds(wait))
        } catch {
            throw .cancelled
        }
        return try checked(try await transport.send(request), good)
    }

    private func checked(_ response: WireResponse, _ good: [Int]) throws(CPSClientError) -> WireResponse {
        guard !good.contains(response.status) else { return response }
        guard response.status >= 400 else { throw .malformedAnswer }
        throw .refused(try? Problem(json: response.body), status: response.status)
    }
}
