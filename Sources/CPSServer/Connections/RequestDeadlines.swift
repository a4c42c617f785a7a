package import NIOCore

/// When a connection has had its time: where no request has come for too long, or one has taken too long from its head
/// to the last byte of its answer.
///
/// Bytes that trickle in change nothing about either. A pure value: it is given the time, and says when to look again.
package struct RequestDeadlines {
    private let idle: TimeAmount
    private let exchange: TimeAmount
    /// When each request began, in order; `nil` for one that is over while one before it is not.
    private var begun = CircularBuffer<NIODeadline?>()
    /// The number of the first of these.
    private var first = 0
    private var quietSince: NIODeadline

    /// A connection that begins.
    ///
    /// - Parameters:
    ///   - idle: how long it may be without a request under way.
    ///   - exchange: how long a request may take.
    package init(idle: TimeAmount, exchange: TimeAmount, at now: NIODeadline) {
        self.idle = idle
        self.exchange = exchange
        quietSince = now
    }

    /// Requests that are under way.
    package private(set) var count = 0
    /// Whether none is.
    package var isQuiet: Bool { count == 0 }

    /// The head of a request has come.
    ///
    /// - Returns: its number.
    package mutating func begin(at now: NIODeadline) -> Int {
        begun.append(now)
        count += 1
        return first + begun.count - 1
    }

    /// The answer to a request is taken, or nobody waits for it any more. Saying so again changes nothing.
    ///
    /// - Returns: whether it was under way.
    @discardableResult
    package mutating func end(_ number: Int, at now: NIODeadline) -> Bool {
        guard number >= first, number < first + begun.count else { return false }
        let index = begun.index(begun.startIndex, offsetBy: number - first)
        guard begun[index] != nil else { return false }
        begun[index] = nil
        count -= 1
        while let oldest = begun.first, oldest == nil {
            begun.removeFirst()
            first += 1
        }
        if isQuiet { quietSince = now }
        return true
    }

    /// The connection is gone.
    package mutating func endAll() {
        first += begun.count
        begun.removeAll()
        count = 0
    }

    /// When the connection has had its time, as things stand.
    package var end: NIODeadline {
        if let oldest = begun.first, let oldest { return oldest + exchange }
        return quietSince + idle
    }

    /// When to look again: something that begins later may end sooner.
    package func nextLook(after now: NIODeadline) -> NIODeadline {
        min(end, now + min(idle, exchange))
    }
}
