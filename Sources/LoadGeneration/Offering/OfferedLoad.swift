/// How much is offered to a service, and for how long.
package struct OfferedLoad: Hashable, Sendable {
    /// Errands that are begun in a second, however many are still waiting for their answers: an open loop. Where
    /// it is `nil`, every connection begins the next when the one before is over: a closed loop, which offers less
    /// where the service is slower.
    package var arrivalsPerSecond: Double?
    /// How long errands are begun.
    package var duration: Duration
    /// The most errands that are begun.
    package var count: Int
    /// Connections that the errands are spread over.
    package var connections: Int
    /// Where it is given, latencies are also told for each stretch of the run that is so long.
    package var interval: Duration?
    /// How long an answer is of use. Where it is given, good answers in that time are counted, and what could not even
    /// be sent in that time, or before the load is over, is given up, as those who wait do; the newest is sent first.
    package var patience: Duration?

    /// A load as given.
    package init(
        arrivalsPerSecond: Double?, duration: Duration, count: Int = .max, connections: Int, interval: Duration? = nil,
        patience: Duration? = nil
    ) {
        self.arrivalsPerSecond = arrivalsPerSecond
        self.duration = duration
        self.count = count
        self.connections = connections
        self.interval = interval
        self.patience = patience
    }

    /// How many errands an open loop begins; for a closed loop the most that it may.
    package var errands: Int {
        guard let arrivalsPerSecond else { return count }
        return min(count, Int((arrivalsPerSecond * duration.seconds).rounded(.up)))
    }
}

extension Duration {
    /// The same in seconds.
    package var seconds: Double { self / .seconds(1) }
}
