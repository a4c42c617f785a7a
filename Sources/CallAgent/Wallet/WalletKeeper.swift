internal import CPSClient
package import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Keeps tokens ready ahead of need, at times that say nothing about calls. No call ever waits for it.
package final class WalletKeeper: Service {
    private let stock: any TokenStock
    private let number: Int
    private let plan: RefillPlan
    private let pauses: RandomPauses
    private let clock: any Clock<Duration>
    private let counters: AgentCounters
    private let readiness: Readiness
    private let logger: Logger
    private let failures = Mutex(0)

    /// Keeps the tokens of one service.
    ///
    /// - Parameter number: tells the keepers of several services apart.
    package init(
        stock: any TokenStock, number: Int = 0, plan: RefillPlan, pauses: RandomPauses, clock: any Clock<Duration>,
        counters: AgentCounters, readiness: Readiness, logger: Logger
    ) {
        self.stock = stock
        self.number = number
        self.plan = plan
        self.pauses = pauses
        self.clock = clock
        self.counters = counters
        self.readiness = readiness
        self.logger = logger
    }

    /// Visits the issuer again and again, until it is told to stop.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let mean = self.plan.meanPause(afterFailures: self.failures.withLock(\.self))
                do {
                    try await self.clock.sleep(for: self.pauses.next(mean: mean))
                } catch {
                    return
                }
                await self.visit(self.plan.visit)
            }
        }
    }

    /// The first fill, before calls come.
    package func begin() async { await visit(plan.first) }

    /// One visit.
    package func visit(_ plan: (Int) -> RefillPlan.Visit) async {
        do throws(CPSClientError) {
            let visit = plan(try await stock.held())
            if visit.get > 0 { try await stock.get(visit.get) }
            counters.add(.tokens, visit.get)
            if visit.discard > 0 {
                try await stock.discard(visit.discard)
                counters.add(.tokensDropped, visit.discard)
            }
            failures.withLock { $0 = 0 }
            let held = try await stock.held()
            readiness.set(
                .wallet, held < self.plan.low ? "the wallet is below its low mark: get more tokens at a time" : nil,
                of: number)
        } catch {
            guard error != .cancelled, !Task.isCancelled else { return }
            failures.withLock { $0 += 1 }
            counters.add(.tokens, error.tokensSaved ?? 0)
            counters.add(.tokenFailures)
            readiness.set(.wallet, "the last visit to the issuer failed: \(error)", of: number)
            logger.warning("no tokens could be got", metadata: ["reason": "\(error)"])
        }
    }
}
