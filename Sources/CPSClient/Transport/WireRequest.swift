/// A request as it goes over the wire, field by field in order.
package struct WireRequest: Hashable, Sendable {
    /// One header field.
    package struct Field: Hashable, Sendable {
        /// As it is spelled.
        package let name: String
        /// As it is.
        package let value: String
    }

    /// `GET` or `POST`.
    package let method: String
    /// Which connection it may travel on.
    package let use: ConnectionUse
    /// Where it goes.
    package let address: ServiceAddress
    /// Path and query.
    package let target: String
    /// All fields but `Content-Length`, which the HTTP library appends to a request with a body.
    package let fields: [Field]
    /// The body, where there is one.
    package let body: [UInt8]?
    /// The most bytes that a good answer has.
    package let answerLimit: Int
}

/// An answer.
package struct WireResponse: Hashable, Sendable {
    /// The HTTP status.
    package let status: Int
    /// The value of `Location`, where there is one.
    package let location: String?
    /// The value of `Retry-After` in seconds, where there is one.
    package let retryAfter: Int?
    /// The value of `ETag`, where there is one.
    package let entityTag: String?
    /// The body, at most the request's limit, or 4096 bytes where the status is no success.
    package let body: [UInt8]

    /// An answer.
    package init(
        status: Int, location: String? = nil, retryAfter: Int? = nil, entityTag: String? = nil, body: [UInt8] = []
    ) {
        self.status = status
        self.location = location
        self.retryAfter = retryAfter
        self.entityTag = entityTag
        self.body = body
    }
}
