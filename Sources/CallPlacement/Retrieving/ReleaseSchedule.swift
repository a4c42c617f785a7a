/// When the answer to a retrieval leaves: at a moment that depends on the number of entries alone.
///
/// The work of a retrieval grows with the number of live recipients in the prefix. So the answer is held
/// until the smallest multiple of the quantum, counted from the request's arrival, that would cover a
/// batch full of live recipients and a margin. One that takes longer leaves at the next multiple.
///
/// The margin is for the moments in which the machine does something else: without it, whoever has more to do is late
/// more often, and that shows in the times of many answers.
public struct ReleaseSchedule: Hashable, Sendable {
    /// Answers leave at multiples of this.
    public let quantum: Duration
    /// What one live recipient costs on this machine.
    public let costPerEntry: Duration
    /// What a retrieval costs whatever it holds.
    public let baseCost: Duration
    /// How long an answer is ready, at the least, before it leaves, while the machine does nothing else.
    public let margin: Duration

    /// A schedule from measured costs.
    ///
    /// - Parameter quantum: zero lets every answer leave when it is ready, which gives calls away: for
    ///   measuring the service and nothing else.
    public init(quantum: Duration, baseCost: Duration, costPerEntry: Duration, margin: Duration = .zero) {
        self.quantum = quantum
        self.margin = margin
        self.baseCost = baseCost
        self.costPerEntry = costPerEntry
    }

    /// The delay after arrival for a number of entries.
    public func delay(entries: Int) -> Duration {
        roundedUp(baseCost + costPerEntry * entries + margin)
    }

    /// The most processor time that a retrieval is taken to cost: every entry a live recipient.
    func work(entries: Int) -> Duration {
        Self.requestCost + costPerEntry * entries
    }

    /// What receiving a request and sending an answer cost beside that.
    private static let requestCost = Duration.microseconds(100)

    /// When an answer that is ready leaves, all counted from the request's arrival.
    ///
    /// - Parameters:
    ///   - turn: when the queue of retrievals has come to it (``RetrievalPacer``).
    ///   - elapsed: when it was ready.
    /// - Returns: the moment, and whether the answer missed the one that was planned for it.
    public func release(entries: Int, turn: Duration = .zero, readyAfter elapsed: Duration) -> (
        after: Duration, late: Bool
    ) {
        let planned = max(delay(entries: entries), roundedUp(turn + margin))
        guard elapsed > planned else { return (planned, false) }
        return (roundedUp(elapsed), quantum > .zero)
    }

    private func roundedUp(_ duration: Duration) -> Duration {
        guard quantum > .zero else { return .zero }
        let (nanoseconds, step) = (duration.wholeNanoseconds, quantum.wholeNanoseconds)
        let multiples = max(1, (nanoseconds + step - 1) / step)
        return .nanoseconds(Int64(multiples * step))
    }
}
