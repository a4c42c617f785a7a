internal import ServiceLifecycle
internal import Synchronization

/// Work that goes on after its call was answered. As a service, it holds up the end of the agent until all of it is
/// done, for a bounded time.
package final class WorkUnderWay: Service {
    private struct State {
        var count = 0
        var waiting: [FirstValue<Bool>] = []
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>
    private let limit: Duration
    private let most: Int

    /// Waits at the end for so long at the most.
    ///
    /// - Parameter most: No more than so much is under way at once.
    package init(clock: any Clock<Duration>, limit: Duration, most: Int = .max) {
        self.clock = clock
        self.limit = limit
        self.most = most
    }

    /// How much there is.
    package var count: Int { state.withLock(\.count) }

    /// Starts some work, in a task of its own.
    ///
    /// - Throws: ``RequestFault/overloaded`` where there is too much already.
    func start(_ work: @escaping @Sendable () async -> Void) throws(RequestFault) -> Task<Void, Never> {
        let hasRoom = state.withLock { state in
            guard state.count < most else { return false }
            state.count += 1
            return true
        }
        guard hasRoom else { throw .overloaded }
        return Task {
            await work()
            let waiting = state.withLock { state in
                state.count -= 1
                guard state.count == 0 else { return [FirstValue<Bool>]() }
                defer { state.waiting = [] }
                return state.waiting
            }
            for value in waiting { value.offer(true) }
        }
    }

    /// Waits until there is none.
    ///
    /// - Returns: whether that was so in time.
    package func finish() async -> Bool {
        let done = FirstValue<Bool>()
        let isIdle = state.withLock { state in
            if state.count > 0 { state.waiting.append(done) }
            return state.count == 0
        }
        if isIdle { return true }
        let timer = Task { [clock, limit] in
            try? await clock.sleep(for: limit)
            done.offer(false)
        }
        defer { timer.cancel() }
        return await done.wait()
    }

    /// Waits until it is told to stop, and then until all is done.
    package func run() async throws {
        try? await gracefulShutdown()
        _ = await finish()
    }
}
