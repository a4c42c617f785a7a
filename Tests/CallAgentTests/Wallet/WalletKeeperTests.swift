import CPSClient
import CallAgent
import Logging
import SeededRandomness
import Synchronization
import Testing

/// Tokens are got at times and in numbers that say nothing about calls.
@Suite(.timeLimit(.minutes(1)))
struct WalletKeeperTests {
    private static let plan = RefillPlan(low: 20, high: 100, batch: 10, meanPause: .seconds(60))
    private static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }

    private struct Kept {
        let stock: ScriptedStock
        let clock = ManualClock()
        let counters = AgentCounters()
        let readiness = Readiness()
        let keeper: WalletKeeper

        init(holding held: Int, seed: UInt64 = 1) {
            stock = ScriptedStock(holding: held)
            keeper = WalletKeeper(
                stock: stock, plan: WalletKeeperTests.plan, pauses: RandomPauses(SeededGenerator(seed: seed)),
                clock: clock, counters: counters, readiness: readiness, logger: WalletKeeperTests.silent)
        }
    }

    @Test func theStartFillsTheWallet() async {
        let kept = Kept(holding: 7)
        await kept.keeper.begin()
        #expect(kept.stock.now.got == [93])
        let full = Kept(holding: 100)
        await full.keeper.begin()
        #expect(full.stock.now.got.isEmpty)
    }

    @Test func everyVisitGetsTheSameWhateverIsHeld() {
        for held in Self.plan.low...Self.plan.high { #expect(Self.plan.visit(holding: held).get == 10) }
        // What no longer fits is thrown away, so that a visit need not be left out.
        #expect(Self.plan.visit(holding: 100).discard == 10)
        #expect(Self.plan.visit(holding: 95).discard == 5)
        #expect(Self.plan.visit(holding: 90).discard == 0)
        // The one thing that shows, and it is always the same.
        for held in 0..<Self.plan.low { #expect(Self.plan.visit(holding: held).get == 40) }
    }

    @Test func theWalletStaysFull() async {
        let kept = Kept(holding: 100)
        await kept.keeper.visit(Self.plan.visit)
        #expect(kept.stock.now.held == 100)
        #expect(kept.counters[.tokens] == 10)
        #expect(kept.counters[.tokensDropped] == 10)
    }

    @Test func pausesAreExponentiallyDistributed() {
        let pauses = RandomPauses(SeededGenerator(seed: 3))
        let drawn = (0..<20_000).map { _ in pauses.next(mean: .seconds(60)) / .seconds(1) }
        let mean = drawn.reduce(0, +) / Double(drawn.count)
        // The standard deviation of an exponential distribution is its mean: 60 / sqrt(20000) is 0.42.
        #expect(abs(mean - 60) < 2.1)
        let deviation = (drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(drawn.count)).squareRoot()
        #expect(abs(deviation - 60) < 3)
        #expect(drawn.allSatisfy { $0 >= 0 && $0 <= 600 })
    }

    @Test func visitsComeByTheClockAlone() async {
        let kept = Kept(holding: 100, seed: 7)
        let expected = RandomPauses(SeededGenerator(seed: 7))
        let run = Task { try await kept.keeper.run() }
        for visit in 1...10 {
            await kept.clock.untilSlept(visit)
            #expect(kept.stock.now.got.count == visit - 1)
            // Calls take tokens at any time, and nothing happens before the pause is over.
            kept.stock.state.withLock { $0.held = 30 }
            let pause = expected.next(mean: .seconds(60))
            kept.clock.advance(by: pause - .nanoseconds(1))
            await Task.yield()
            #expect(kept.stock.now.got.count == visit - 1)
            kept.clock.advance(by: .nanoseconds(1))
        }
        await kept.clock.untilSlept(11)
        #expect(kept.stock.now.got == Array(repeating: 10, count: 10))
        run.cancel()
        try? await run.value
    }

    @Test func failuresAreCountedAndPausesGrow() async {
        let kept = Kept(holding: 50, seed: 9)
        kept.stock.state.withLock { $0.failure = .issuerKeysDiffer }
        let expected = RandomPauses(SeededGenerator(seed: 9))
        let run = Task { try await kept.keeper.run() }
        for failures in 0..<4 {
            await kept.clock.untilSlept(failures + 1)
            #expect(kept.counters[.tokenFailures] == failures)
            kept.clock.advance(by: expected.next(mean: .seconds(60 << failures)))
        }
        await kept.clock.untilSlept(5)
        #expect(kept.counters[.tokenFailures] == 4)
        #expect(kept.readiness.all.count == 1)
        kept.stock.state.withLock { $0.failure = nil }
        kept.clock.advance(by: expected.next(mean: .seconds(60 << 4)))
        await kept.clock.untilSlept(6)
        #expect(kept.readiness.all.isEmpty)
        run.cancel()
        try? await run.value
        #expect(Self.plan.meanPause(afterFailures: 99) == .seconds(60 * 32))
    }

    @Test func belowTheLowMarkIsSaid() async {
        let kept = Kept(holding: 0)
        kept.stock.state.withLock { $0.held = -40 }
        await kept.keeper.visit { _ in Self.plan.visit(holding: 0) }
        #expect(kept.readiness.all.first?.contains("low mark") == true)
    }
}
