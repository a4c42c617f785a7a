internal import CallPlacement
internal import Logging
internal import Synchronization

/// Lets a bounded number of requests be under way, and turns the rest away at once.
///
/// How many goes by how long they wait (``AdmissionLimit``), never by what they ask or what is stored.
final class AdmissionGate: Sendable {
    private struct State {
        /// Requests whose head is read and that are not answered, without those that wait for their body or whose client
        /// takes nothing.
        var present = 0
        /// Requests that are worked on.
        var underWay = 0
        var limit: AdmissionLimit

        var count: Int { max(present, underWay) }
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
    ///   - unread: where answers take room; the listener's.
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
        guard unread.hasRoom() else { return false }
        return state.withLock { state in
            guard state.count < state.limit.value else { return false }
            state.present += 1
            show(state)
            return true
        }
    }

    /// A request comes back that had left to wait for its body.
    func comeBack() {
        state.withLock { state in
            state.present += 1
            show(state)
        }
    }

    /// A request that was let in is answered, or waits for what its client does.
    func leave() {
        state.withLock { state in
            state.present -= 1
            show(state)
        }
    }

    /// A request that was let in waited so long for its turn.
    func add(queueing wait: Duration) {
        state.withLock { $0.limit.add(queueing: wait) }
    }

    /// Does the work; `nil` where as many as allowed are under way.
    ///
    /// - Parameters:
    ///   - arrival: when the request came.
    ///   - held: how long the answer is held back, or takes, where nobody else asks: no wait for others.
    func admit<Answer>(
        since arrival: ContinuousClock.Instant = .now, held: Duration = .zero, _ work: () async throws -> Answer
    ) async rethrows -> Answer? {
        let isAdmitted = state.withLock { state in
            guard state.underWay < state.limit.value else { return false }
            state.underWay += 1
            show(state)
            return true
        }
        guard isAdmitted else {
            countShed()
            return nil
        }
        defer {
            let now = ContinuousClock.now
            state.withLock { state in
                state.limit.add(wait: arrival.duration(to: now) - held, underWay: state.count, at: now)
                state.underWay -= 1
                show(state)
            }
        }
        return try await work()
    }

    private func show(_ state: State) {
        metrics.show(underWay: state.count, limit: state.limit.value)
    }
}
