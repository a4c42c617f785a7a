internal import Synchronization

/// Decides which retrievals are worth the work of looking for live PASSporTs, as if every batch were full of them.
///
/// Who asks more often than the machine can encrypt cannot have all. What is left out then must not tell how much there
/// was to encrypt, neither to strangers nor to somebody who looks for a PASSporT of their own. So each retrieval is
/// given a place in an imagined queue in which all cost the most they can; those that the queue would not come to in
/// time are answered with dummies alone. The queue grows with the number and the size of the requests, never with what
/// is stored.
package final class RetrievalPacer: Sendable {
    private let processors: Int
    private let busyUntil: Mutex<ContinuousClock.Instant?> = Mutex(nil)

    /// A pacer.
    ///
    /// - Parameter processors: how many retrievals are worked on side by side.
    package init(processors: Int) {
        self.processors = max(1, processors)
    }

    /// Whether the imagined queue comes to a retrieval in time; takes a place in it if so.
    ///
    /// - Parameters:
    ///   - arrival: when it came.
    ///   - work: the most processor time that it can cost.
    ///   - patience: how long after its arrival it must have been done.
    func admits(arrival: ContinuousClock.Instant, work: Duration, within patience: Duration) -> Bool {
        busyUntil.withLock { busyUntil in
            let begin = max(busyUntil ?? arrival, arrival)
            let end = begin.advanced(by: work / processors)
            guard arrival.duration(to: end) <= patience else { return false }
            busyUntil = end
            return true
        }
    }
}
