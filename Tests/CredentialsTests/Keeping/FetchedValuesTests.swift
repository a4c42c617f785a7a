import Synchronization
import Testing

@testable import Credentials

@Suite("What was fetched is kept")
struct FetchedValuesTests {
    /// Fetches when the test lets it, and counts.
    private final class Gate: Sendable {
        private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>], count: Int)>(
            (true, [], 0))
        private let result = Mutex<Result<Int64, FetchFailure>>(.success(.max))

        var count: Int { state.withLock { $0.count } }
        func close() { state.withLock { $0.isOpen = false } }
        func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for one in waiting { one.resume() }
        }
        func answers(_ new: Result<Int64, FetchFailure>) { result.withLock { $0 = new } }

        func fetch() async -> Result<FetchedValues<Int>.Fetched, FetchFailure> {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    state.count += 1
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
            let number = count
            return result.withLock { $0 }.map { .init(value: number, bytes: 10, end: $0) }
        }
    }

    private let gate = Gate()
    private let clock = MovableClock(1000)
    private let values: FetchedValues<Int>

    init() {
        var limits = KeepingLimits()
        (limits.timeToLive, limits.failureTime) = (100, 10)
        values = FetchedValues(limits: limits, clock: clock.read) { [gate] _ in await gate.fetch() }
    }

    private func settled(_ count: Int) async {
        while gate.count < count { await Task.yield() }
    }

    @Test func oneFetchForAllWhoAskAtTheSameTime() async {
        gate.close()
        let values = values
        let asked = (0..<200).map { _ in Task { await values.value(for: "a") } }
        await settled(1)
        for _ in 0..<100 { await Task.yield() }
        gate.open()
        for task in asked { #expect(await task.value == .success(1)) }
        #expect(gate.count == 1)
    }

    @Test func keptForItsTimeAndNoLonger() async {
        #expect(await values.value(for: "a") == .success(1))
        clock.advance(74)
        #expect(await values.value(for: "a") == .success(1))
        #expect(gate.count == 1)
        clock.advance(26)
        #expect(await values.value(for: "a") == .success(2))
    }

    @Test func neverBeyondItsOwnEnd() async {
        gate.answers(.success(1020))
        #expect(await values.value(for: "a") == .success(1))
        clock.advance(20)
        #expect(await values.value(for: "a") == .success(2))
        // Already over: the server would give the same again, so it is not asked for every call.
        clock.advance(20)
        #expect(await values.value(for: "a") == .success(3))
        #expect(await values.value(for: "a") == .success(3))
    }

    @Test func refreshBlocksNobody() async {
        #expect(await values.value(for: "a") == .success(1))
        gate.close()
        clock.advance(80)
        for _ in 0..<20 { #expect(await values.value(for: "a") == .success(1)) }
        await settled(2)
        #expect(gate.count == 2)
        gate.open()
        while await values.value(for: "a") != .success(2) { await Task.yield() }
        #expect(gate.count == 2)
    }

    @Test func aFreshEntryOutlivesAFailedRefresh() async {
        #expect(await values.value(for: "a") == .success(1))
        gate.answers(.failure(.unreachable))
        clock.advance(80)
        #expect(await values.value(for: "a") == .success(1))
        await settled(2)
        while await values.kept.failures == 0 { await Task.yield() }
        for _ in 0..<20 { #expect(await values.value(for: "a") == .success(1)) }
        #expect(gate.count == 2)
        clock.advance(20)
        #expect(await values.value(for: "a") == .failure(.unreachable))
    }

    @Test func failuresAreRememberedForAMoment() async {
        gate.answers(.failure(.tooSlow))
        for _ in 0..<5 { #expect(await values.value(for: "a") == .failure(.tooSlow)) }
        #expect(gate.count == 1)
        gate.answers(.success(.max))
        clock.advance(10)
        #expect(await values.value(for: "a") == .success(2))
    }

    @Test func nothingIsFetchedWhereThatIsOff() async {
        #expect(await values.value(for: "a", mayFetch: false) == .failure(.notFetchedAhead))
        #expect(gate.count == 0)
        #expect(await values.hold("a") == .success(1))
        #expect(await values.value(for: "a", mayFetch: false) == .success(1))
    }

    @Test func whatIsHeldIsRefreshedByItsHolderOnly() async {
        _ = await values.hold("a")
        _ = await values.hold("a")
        #expect(gate.count == 1)
        clock.advance(80)
        #expect(await values.value(for: "a") == .success(1))
        for _ in 0..<100 { await Task.yield() }
        #expect(gate.count == 1)
        #expect(await values.hold("a") == .success(2))
    }
}
