import CPSClient
import Sealing

/// Asks at a steady pace, one question at a time, and tells of every call once.
struct CallWatch {
    let client: CallPlacementClient
    let key: CalleeKey
    let entries: Int?
    let interval: Duration
    let end: ContinuousClock.Instant?
    let count: Int?
    let reporter: CallReporter

    /// What was told so far.
    private struct Progress {
        /// Until when the service keeps each, after which it cannot come again.
        var told: [SealedPassport: ContinuousClock.Instant] = [:]
        var calls = 0
        /// Those that were not refused: the watch is refused only when there is none.
        var believed = 0
        var last: Outcome = .nothing
    }

    /// Runs until the end, the number of calls, or an interruption.
    func run() async throws -> Outcome {
        let start = ContinuousClock.now
        var ticks = 0
        var progress = Progress()
        while true {
            progress = try await tick(progress)
            if let count, progress.calls >= count { return progress.last }
            ticks += 1
            let next = start + interval * ticks
            if let end, next >= end { return progress.last }
            try await Task.sleep(until: max(next, ContinuousClock.now), clock: .continuous)
        }
    }

    /// One question, whatever the answer: the pace must not tell that there was a call.
    private func tick(_ before: Progress) async throws -> Progress {
        var progress = before
        let result: RetrievalResult
        do {
            result = try await client.poll(key, entries: entries, atMost: 1)
        } catch {
            guard error.isTemporary else { throw error }
            if progress.last != .unreachable {
                Output.warn("\(error); still trying", name: error.name, json: reporter.json)
            }
            if progress.calls == 0 { progress.last = .unreachable }
            return progress
        }
        let now = ContinuousClock.now
        progress.told = progress.told.filter { $0.value > now }
        for found in result.found where progress.told[found.sealed] == nil {
            progress.told[found.sealed] = now + .seconds(found.remaining + 1)
            if try await reporter.tell(found) == .done { progress.believed += 1 }
            progress.calls += 1
        }
        progress.last = progress.calls == 0 ? .nothing : progress.believed == 0 ? .refused : .done
        return progress
    }
}
