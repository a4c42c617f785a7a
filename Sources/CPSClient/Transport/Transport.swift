/// What carries requests. The one that counts is ``HTTPTransport``; tests put their own in its place.
package protocol Transport: Sendable {
    /// Sends one request, once, and reads the answer up to the request's limit.
    ///
    /// - Throws: ``CPSClientError/unreachable(_:)`` where there is no answer,
    ///   ``CPSClientError/malformedAnswer`` where it is too long.
    func send(_ request: WireRequest) async throws(CPSClientError) -> WireResponse
}

/// Which connection a request may travel on. A connection links all that travels on it, so requests that
/// must not be linked never share one.
package enum ConnectionUse: Hashable, Sendable {
    /// A connection of its own, closed after this one request: parameters, anonymous directory, stores.
    case alone
    /// A connection kept for retrievals: they ask for the same prefix again and again, and so are linked anyway.
    case retrieving
    /// A connection with the STIR certificate, to the issuance listener.
    case issuance
}
