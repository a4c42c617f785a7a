/// When the answer to a retrieval leaves: at a moment that depends on the number of entries alone.
///
/// The work of a retrieval grows with the number of live recipients in the prefix. So the answer leaves at the smallest
/// multiple of the quantum, counted from the request's arrival, that covers a batch full of live recipients and a margin.
/// What is not ready then is left out: an answer never waits for what is stored.
///
/// The margin is for the moments in which the machine does something else: without it, what is there would often be
/// left out on a busy machine, and found by the next poll only.
public struct ReleaseSchedule: Hashable, Sendable {
    /// Answers leave at multiples of this.
    public let quantum: Duration
    /// What one live recipient costs on this machine, with room for busy moments.
    public let costPerEntry: Duration
    /// What a retrieval costs whatever it holds.
    public let baseCost: Duration
    /// How long an answer is ready before it leaves, while the machine does nothing else.
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

    /// How long after its request's arrival an answer leaves; `nil` without a quantum: when it is ready.
    public func delay(entries: Int) -> Duration? {
        guard quantum > .zero else { return nil }
        let wanted = (baseCost + work(entries: entries) + margin).wholeNanoseconds
        let step = quantum.wholeNanoseconds
        return .nanoseconds(Int64(max(1, (wanted + step - 1) / step) * step))
    }

    /// The most processor time that the live recipients of a retrieval are taken to cost: every entry is one.
    func work(entries: Int) -> Duration {
        costPerEntry * entries
    }
}
