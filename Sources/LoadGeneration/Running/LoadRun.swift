internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// One run of a generator: connections are opened, what polls are to find is placed, then the clock starts.
package final class LoadRun: Sendable {
    /// How long answers are waited for after the last errand was begun.
    private static let patience = TimeAmount.seconds(10)
    private static let placingPatience = TimeAmount.seconds(20)
    /// Errands begin a little after the threads are told, so that all begin at once.
    private static let headStart = TimeAmount.milliseconds(20)
    /// Placements that follow one another are spread, so that they are no load of their own.
    private static let placingSteps = 20

    private let target: LoadTarget
    private let work: LoadWork
    private let load: OfferedLoad
    private let threads: Int
    private let board = ProgressBoard()
    private let drivers = Mutex<[NIOLoopBound<LoadDriver>]>([])
    private let interrupted = Mutex(false)

    /// A run that is to come.
    ///
    /// - Parameter threads: how many event loops share the work.
    package init(_ work: LoadWork, to target: LoadTarget, load: OfferedLoad, threads: Int = 1) {
        self.work = work
        self.target = target
        self.load = load
        self.threads = max(1, min(threads, load.connections))
    }

    /// How far it is.
    package var progress: LoadProgress { board.sum }

    /// Begins nothing more, and soon waits no longer either. What was measured so far is the result.
    package func interrupt() {
        interrupted.withLock { $0 = true }
        for driver in drivers.withLock({ $0 }) {
            driver.withValueOnLoop { driver in
                driver.stopArriving()
                driver.loop.assumeIsolated().scheduleTask(in: .seconds(1)) { driver.giveUp() }
            }
        }
    }

    /// Does it all.
    ///
    /// - Parameters:
    ///   - whenStarted: is called when connections are open and everything is placed, before the first request.
    ///   - whenOver: is called when the last answer has come, before connections are closed.
    /// - Throws: ``LoadError`` where the service cannot be connected to, or does not take what polls are to find.
    package func run(
        whenStarted: @escaping @Sendable () -> Void = {}, whenOver: @escaping @Sendable () -> Void = {}
    ) async throws -> LoadReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let checker = AnswerChecker(
            size: work.size, entries: work.entries, recipientsOfAnAnswer: work.checkedRecipients)
        let result: (tally: LoadTally, start: NIODeadline)
        do {
            result = try await run(
                on: Array(group.makeIterator()), checker, whenStarted: whenStarted, whenOver: whenOver)
        } catch {
            await shutDown(group)
            throw error
        }
        await shutDown(group)
        return LoadReport(
            result.tally, delivery: await checker.finish(), of: work, load: load, version: target.version,
            from: result.start, isInterrupted: interrupted.withLock { $0 })
    }

    private func run(
        on loops: [any EventLoop], _ checker: AnswerChecker, whenStarted: () -> Void, whenOver: () -> Void
    ) async throws -> (tally: LoadTally, start: NIODeadline) {
        let made = try await withThrowingTaskGroup(of: NIOLoopBound<LoadDriver>.self) { [work, target, board] group in
            for (number, loop) in loops.enumerated() {
                let portion = Portion(number: number, of: loops.count)
                group.addTask {
                    try await loop.submit {
                        NIOLoopBound(
                            LoadDriver(
                                on: loop, to: target, work: work, portion: portion, board: board, checker: checker),
                            eventLoop: loop)
                    }.get()
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        drivers.withLock { $0 = made }
        do {
            try await onAll { [load] in $0.open($0.portion.size(of: load.connections)) }
        } catch {
            throw LoadError("the \(load.connections) connections could not be opened: \(error)")
        }
        try await place()
        whenStarted()
        let start = NIODeadline.now() + Self.headStart
        let placing = placing(from: start)
        defer { placing?.cancel() }
        let tallies = try await onAll { [work, load] driver in
            let schedule = load.arrivalsPerSecond.map {
                ArrivalSchedule(from: start, perSecond: $0, portion: driver.portion)
            }
            return driver.run(
                ErrandSource(work, portion: driver.portion, count: load.errands), schedule: schedule, from: start,
                until: start + .nanoseconds(Int64(load.duration.seconds * 1e9)), patience: Self.patience,
                interval: load.interval.map { .nanoseconds(max(1, Int64($0.seconds * 1e9))) },
                useful: load.patience.map { .nanoseconds(Int64($0.seconds * 1e9)) })
        }
        whenOver()
        return (tallies.reduce(into: LoadTally()) { $0.add($1) }, start)
    }

    /// Places what polls are to find, as fast as a few connections allow.
    private func place() async throws {
        guard let first = work.placements.first, !first.isEmpty else { return }
        let size = first.count
        let misplaced = try await onAll { driver in
            guard driver.portion.number == 0 else { return driver.loop.makeSucceededFuture(0) }
            let now = NIODeadline.now()
            let done = driver.run(
                ErrandSource(driver.work, portion: .whole, count: 0), schedule: nil, from: now, until: now,
                patience: Self.placingPatience)
            driver.place(Array(0..<size))
            return done.map { $0.misplaced + $0.unanswered }
        }.reduce(0, +)
        guard misplaced == 0 else {
            throw LoadError(
                "\(misplaced) of the \(size) PASSporTs that polls are to find were not placed: nothing was measured")
        }
    }

    /// Places again, before what was placed expires.
    private func placing(from start: NIODeadline) -> Task<Void, any Error>? {
        guard work.placements.count > 1, let first = drivers.withLock({ $0.first }) else { return nil }
        return Task { [work] in
            let clock = ContinuousClock()
            let begin = clock.now
            for wave in 1..<work.placements.count {
                let size = work.placements[wave].count
                for step in 0..<Self.placingSteps {
                    let part = Double(wave) + Double(step) / Double(Self.placingSteps) / 8
                    try await clock.sleep(until: begin + work.placingPeriod * part)
                    let numbers = (0..<size).filter { $0 % Self.placingSteps == step }.map { wave * size + $0 }
                    first.withValueOnLoop { $0.place(numbers) }
                }
            }
        }
    }

    @discardableResult
    private func onAll<Value: Sendable>(
        _ work: @escaping @Sendable (LoadDriver) -> EventLoopFuture<Value>
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for driver in drivers.withLock({ $0 }) {
                group.addTask { try await driver.onLoop(work).get() }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func shutDown(_ group: MultiThreadedEventLoopGroup) async {
        for driver in drivers.withLock({ $0 }) { driver.withValueOnLoop { $0.close() } }
        drivers.withLock { $0 = [] }
        try? await group.shutdownGracefully()
    }
}

extension NIOLoopBound<LoadDriver> {
    fileprivate func withValueOnLoop(_ work: @escaping @Sendable (LoadDriver) -> Void) {
        eventLoop.execute { work(self.value) }
    }

    fileprivate func onLoop<Result: Sendable>(
        _ work: @escaping @Sendable (LoadDriver) -> EventLoopFuture<Result>
    ) -> EventLoopFuture<Result> {
        eventLoop.flatSubmit { work(self.value) }
    }
}
