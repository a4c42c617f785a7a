/// How long a call may be held up: after this, it is answered with what there is.
package struct Deadline: Sendable {
    /// What becomes of work that is not done in time.
    package enum Lateness: Sendable {
        /// It goes on, and its result is for nobody.
        case goesOn
        /// It is told to stop.
        case isCancelled
    }

    private let limit: Duration
    private let clock: any Clock<Duration>
    private let underWay: WorkUnderWay

    /// A deadline by a clock.
    package init(limit: Duration, clock: any Clock<Duration>, underWay: WorkUnderWay) {
        self.limit = limit
        self.clock = clock
        self.underWay = underWay
    }

    /// The result of some work; `nil` where the deadline comes first.
    ///
    /// - Throws: ``RequestFault/overloaded`` where too much is under way to begin with it.
    package func value<Value: Sendable>(
        whenLate lateness: Lateness, _ work: @escaping @Sendable () async -> Value
    ) async throws(RequestFault) -> Value? {
        let first = FirstValue<Value?>()
        let task = try underWay.start { first.offer(await work()) }
        let timer = Task { [clock, limit] in
            try? await clock.sleep(for: limit)
            first.offer(nil)
        }
        let value = await first.wait()
        timer.cancel()
        if value == nil, lateness == .isCancelled { task.cancel() }
        return value
    }
}
