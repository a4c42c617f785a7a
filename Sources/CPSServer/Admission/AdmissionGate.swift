internal import CallPlacement
internal import Logging
internal import Synchronization

/// Lets a bounded number of requests be under way, and turns the rest away at once.
///
/// How many goes by how long they wait (``AdmissionLimit``), never by what they ask or what is stored.
final class AdmissionGate: Sendable {
    private struct State {
        /// Requests that are whole and not yet answered, those that wait to be worked on with them.
        var present = 0
        /// Requests that are worked on.
        var underWay = 0
        var limit: AdmissionLimit

        var isFull: Bool { max(present, underWay) >= limit.value }
    }

    private let state: Mutex<State>
    /// Where answers take room until clients have taken them.
    let unread: UnreadAnswers
    /// Where it is shown what it does.
    private let metrics: AdmissionMetrics
    private let logger: Logger
    private let throttle = LogThrottle()

    /// A gate.
    ///
    /// - Parameters:
    ///   - limit: the most that are ever under way.
    ///   - metrics: where it is shown what it does.
    ///   - logger: is told that requests are turned away, at most once a second.
    init(limit: Int, unread: UnreadAnswers, metrics: AdmissionMetrics, logger: Logger) {
        state = Mutex(State(limit: AdmissionLimit(ceiling: limit)))
        self.unread = unread
        self.metrics = metrics
        self.logger = logger
        metrics.show(underWay: 0, limit: limit)
    }

    /// A request is turned away, here or before it came here.
    func countShed() {
        metrics.countShed()
        logger.log(
            level: .warning, "requests are turned away", reason: "as many as allowed are being worked on",
            through: throttle)
    }

    /// Lets a request in whose head is read: between that and the moment at which it is worked on others come, and they
    /// have to find it counted.
    ///
    /// - Returns: whether there was a place; where not, the request is to be turned away.
    func enter() -> Bool {
        guard !unread.isFull else { return false }
        return state.withLock { state in
            guard !state.isFull else { return false }
            state.present += 1
            return true
        }
    }

    /// A request that was let in waits for its body, and takes no place meanwhile.
    func stepAside() {
        state.withLock { $0.present -= 1 }
    }

    /// The body of a request that had stepped aside is there.
    func comeBack() {
        state.withLock { $0.present += 1 }
    }

    /// A request that was let in is answered, or its client is gone.
    ///
    /// - Parameter entry: when it was there as a whole.
    func leave(after entry: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.limit.add(stay: entry.duration(to: now), underWay: state.present, at: now)
            state.present -= 1
        }
    }

    /// Does the work; `nil` where as many as allowed are under way, or where there is no room for the answer.
    ///
    /// - Parameters:
    ///   - held: how long the answer is held back, or takes, where nobody else asks: no wait for others.
    ///   - byteCount: how large the answer will be, where it is large.
    func admit<Answer>(
        held: Duration = .zero, answering byteCount: Int = 0, _ work: () async throws -> Answer
    ) async rethrows -> Answer? {
        guard byteCount == 0 || unread.reserve(byteCount) else {
            countShed()
            return nil
        }
        defer { if byteCount > 0 { unread.remove(byteCount) } }
        let entered = state.withLock { state in
            guard state.underWay < state.limit.value else { return false }
            state.underWay += 1
            metrics.show(underWay: state.underWay, limit: state.limit.value)
            return true
        }
        guard entered else {
            countShed()
            return nil
        }
        defer {
            state.withLock { state in
                state.limit.add(held: held)
                state.underWay -= 1
                metrics.show(underWay: state.underWay, limit: state.limit.value)
            }
        }
        return try await work()
    }
}
