internal import Synchronization

/// Spreads retrievals in time as if every batch were full of live recipients.
///
/// When many ask at once, the machine is busy for longer where there is much to encrypt, and answers would be
/// late where somebody is called. So each retrieval is given a place in an imagined queue in which all cost
/// the most they can, and its answer leaves no sooner than the queue would have come to it. The queue grows
/// with the number and the size of the requests alone, never with what is stored.
package final class RetrievalPacer: Sendable {
    private let processors: Int
    private let patience: Duration
    private let busyUntil: Mutex<ContinuousClock.Instant?> = Mutex(nil)

    /// A pacer.
    ///
    /// - Parameters:
    ///   - processors: how many retrievals are worked on side by side.
    ///   - patience: how long the queue may become; who comes then is turned away.
    package init(processors: Int, patience: Duration) {
        self.processors = max(1, processors)
        self.patience = patience
    }

    /// A place in the queue for a retrieval.
    ///
    /// - Parameters:
    ///   - arrival: when it came.
    ///   - work: the most processor time that it can cost.
    /// - Returns: how long after its arrival the queue has come to its end, or `nil` where the queue is too long.
    func place(arrival: ContinuousClock.Instant, work: Duration) -> Duration? {
        busyUntil.withLock { busyUntil in
            let begin = max(busyUntil ?? arrival, arrival)
            let end = begin.advanced(by: work / processors)
            let wait = arrival.duration(to: end)
            guard wait <= patience else { return nil }
            busyUntil = end
            return wait
        }
    }
}
