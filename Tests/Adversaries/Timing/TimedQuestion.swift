package import ServiceHarness

/// A request whose answer is timed.
package struct TimedQuestion: Sendable {
    /// What goes over the wire.
    package let bytes: [UInt8]
    /// Which of the two kinds it belongs to that the attack wants to tell apart.
    package let isCall: Bool

    /// A question of one kind.
    package init(_ request: RawRequest, isCall: Bool) {
        bytes = request.bytes
        self.isCall = isCall
    }
}

/// An answer, and how long it took.
package struct TimedAnswer: Sendable {
    /// Which kind of question it answers.
    package let isCall: Bool
    /// Seconds from the request's last byte to the answer's last, as they cross the socket.
    package let lastByte: Double
    /// HTTP status.
    package let status: Int
    /// The body.
    package let body: [UInt8]
}
