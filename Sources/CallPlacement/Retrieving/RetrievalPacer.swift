internal import Synchronization

/// Decides which retrievals are worth the work of looking for live PASSporTs, as if every batch were full of them.
///
/// Who asks more often than the machine can encrypt cannot have all. What is left out then must not tell how much there
/// was to encrypt, neither to strangers nor to somebody who looks for a PASSporT of their own. So each retrieval is
/// given a place in an imagined queue in which all cost the most they can; those that the queue would not come to in
/// time are answered with dummies alone. The queue grows with the number and the size of the requests, never with what
/// is stored.
package final class RetrievalPacer: Sendable {
    /// A place in the imagined queue.
    enum Place: Hashable {
        /// Hardly anybody was there before.
        case quiet
        /// Others wait: whoever works hard now can be noticed by those who come next.
        case crowded
    }

    /// How long the queue may be while it counts as quiet.
    private static let quiet = Duration.milliseconds(5)

    private let processors: Int
    private let busyUntil: Mutex<ContinuousClock.Instant?> = Mutex(nil)

    /// A pacer.
    ///
    /// - Parameter processors: how many retrievals are worked on side by side.
    package init(processors: Int) {
        self.processors = max(1, processors)
    }

    /// A place in the queue for a retrieval.
    ///
    /// - Parameters:
    ///   - arrival: when it came.
    ///   - work: the most processor time that it can cost.
    ///   - patience: how long after its arrival it must have been done.
    /// - Returns: `nil` where the queue would not come to it in time.
    func place(arrival: ContinuousClock.Instant, work: Duration, within patience: Duration) -> Place? {
        busyUntil.withLock { busyUntil in
            let begin = max(busyUntil ?? arrival, arrival)
            let end = begin.advanced(by: work / processors)
            guard arrival.duration(to: end) <= patience else { return nil }
            busyUntil = end
            return arrival.duration(to: begin) < Self.quiet ? .quiet : .crowded
        }
    }
}
