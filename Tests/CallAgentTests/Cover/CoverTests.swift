import CPSClient
import CallAgent
import Logging
import SeededRandomness
import Synchronization
import Testing

/// Cover keeps to its budget and to its own times.
@Suite(.timeLimit(.minutes(1)))
struct CoverTests {
    private final class Work: CoverWork {
        let state = Mutex((stores: 0, polls: 0, hasTokens: true, fails: false))
        var now: (stores: Int, polls: Int, hasTokens: Bool, fails: Bool) { state.withLock { $0 } }
        func hasTokenToSpare() async -> Bool { state.withLock(\.hasTokens) }
        func store() async throws(CPSClientError) {
            let fails = state.withLock { state in
                state.stores += 1
                return state.fails
            }
            if fails { throw .malformedAnswer }
        }
        func poll() async throws(CPSClientError) { state.withLock { $0.polls += 1 } }
    }

    private static func cover(
        _ work: Work, _ budget: CoverBudget, clock: ManualClock, counters: AgentCounters,
        now: @escaping @Sendable () -> Int64 = { 0 }
    ) -> CoverTraffic {
        CoverTraffic(
            work: work, budget: budget, pauses: RandomPauses(SeededGenerator(seed: 11)), clock: clock, now: now,
            counters: counters, logger: Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func theDaysTokensAreTheMost() {
        var allowance = TokenAllowance(perDay: 3)
        var taken: [Bool] = []
        for now in [1000, 1000, 1001, 1002, 1000 + 86_399, 1000 + 86_400] as [Int64] {
            taken.append(allowance.take(at: now))
        }
        #expect(taken == [true, true, true, false, false, true])
        // A clock that was set back does not stop cover for good.
        let isTakenBefore = allowance.take(at: 5)
        #expect(isTakenBefore)
    }

    @Test func whenTheyAreSpentNothingIsStored() async {
        let (work, counters) = (Work(), AgentCounters())
        let budget = CoverBudget(storesPerHour: 10, pollsPerHour: 0, tokensPerDay: 2)
        let cover = Self.cover(work, budget, clock: ManualClock(), counters: counters)
        for _ in 0..<5 { await cover.storeOnce() }
        #expect(work.now.stores == 2)
        #expect(counters[.coverStores] == 2)
        #expect(counters[.coverFailures] == 3)
    }

    @Test func callsComeFirst() async {
        let (work, counters) = (Work(), AgentCounters())
        work.state.withLock { $0.hasTokens = false }
        let budget = CoverBudget(storesPerHour: 10, pollsPerHour: 0, tokensPerDay: 2)
        await Self.cover(work, budget, clock: ManualClock(), counters: counters).storeOnce()
        #expect(work.now.stores == 0)
        #expect(counters[.coverFailures] == 1)
    }

    @Test func failuresAreCounted() async {
        let (work, counters) = (Work(), AgentCounters())
        work.state.withLock { $0.fails = true }
        let budget = CoverBudget(storesPerHour: 10, pollsPerHour: 0, tokensPerDay: 2)
        await Self.cover(work, budget, clock: ManualClock(), counters: counters).storeOnce()
        #expect(counters[.coverStores] == 0)
        #expect(counters[.coverFailures] == 1)
    }

    @Test func pollsComeAtRandomTimesAndStoresNotAtAllWithoutABudget() async {
        let (work, counters, clock) = (Work(), AgentCounters(), ManualClock())
        let budget = CoverBudget(storesPerHour: 0, pollsPerHour: 60, tokensPerDay: 0)
        let cover = Self.cover(work, budget, clock: clock, counters: counters)
        let expected = RandomPauses(SeededGenerator(seed: 11))
        let run = Task { try await cover.run() }
        for poll in 1...10 {
            await clock.untilSlept(poll)
            #expect(work.now.polls == poll - 1)
            clock.advance(by: expected.next(mean: .seconds(60)))
        }
        await clock.untilSlept(11)
        #expect(work.now.polls == 10)
        #expect(work.now.stores == 0)
        #expect(counters[.coverPolls] == 10)
        run.cancel()
        try? await run.value
    }
}
