internal import CPSClient
package import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Stores and polls when there is no call, at random times, so that one that is made for a call does not stand out
/// (RFC 8816 section 7.4).
package final class CoverTraffic: Service {
    private let work: any CoverWork
    private let budget: CoverBudget
    private let allowance: Mutex<TokenAllowance>
    private let pauses: RandomPauses
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Int64
    private let counters: AgentCounters
    private let logger: Logger

    /// Cover within a budget.
    package init(
        work: any CoverWork, budget: CoverBudget, pauses: RandomPauses, clock: any Clock<Duration>,
        now: @escaping @Sendable () -> Int64, counters: AgentCounters, logger: Logger
    ) {
        self.work = work
        self.budget = budget
        allowance = Mutex(TokenAllowance(perDay: budget.tokensPerDay))
        self.pauses = pauses
        self.clock = clock
        self.now = now
        self.counters = counters
        self.logger = logger
    }

    /// Goes on until it is told to stop.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.repeatedly(self.budget.storesPerHour) { await self.storeOnce() } }
                group.addTask { await self.repeatedly(self.budget.pollsPerHour) { await self.pollOnce() } }
            }
        }
    }

    private func repeatedly(_ perHour: Int, _ act: () async -> Void) async {
        guard let mean = CoverBudget.meanPause(perHour) else { return }
        while !Task.isCancelled {
            do {
                try await clock.sleep(for: pauses.next(mean: mean))
            } catch {
                return
            }
            await act()
        }
    }

    /// Stores one dummy, where the budget and the wallet allow it.
    package func storeOnce() async {
        guard await work.hasTokenToSpare(), allowance.withLock({ $0.take(at: now()) }) else {
            counters.add(.coverFailures)
            return
        }
        await tell(.coverStores) { () throws(CPSClientError) in try await work.store() }
    }

    /// Polls once.
    package func pollOnce() async {
        await tell(.coverPolls) { () throws(CPSClientError) in try await work.poll() }
    }

    private func tell(_ count: AgentCount, _ act: () async throws(CPSClientError) -> Void) async {
        do throws(CPSClientError) {
            try await act()
            counters.add(count)
        } catch {
            guard error != .cancelled, !Task.isCancelled else { return }
            counters.add(.coverFailures)
            logger.notice("cover could not be given", metadata: ["reason": "\(error)"])
        }
    }
}
