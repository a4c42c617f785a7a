import ServiceHarness
import Synchronization
import Testing

/// What was acknowledged and when, and what polls have to show for it.
final class StoreLog: Sendable {
    /// A poll and what it returned.
    struct Poll: Sendable {
        let asked: ContinuousClock.Instant
        let answered: ContinuousClock.Instant
        let returned: [[UInt8]]
    }

    private struct Record {
        let sealed: [UInt8]
        let sent: ContinuousClock.Instant
        let acknowledged: ContinuousClock.Instant
    }

    private struct State {
        var records: [Record] = []
        var owed = 0
    }

    private let state = Mutex(State())
    private let lifetime: Duration

    init(lifetime: Duration) {
        self.lifetime = lifetime
    }

    /// How many were acknowledged.
    var storedCount: Int { state.withLock { $0.records.count } }
    /// How often a poll had to return one.
    var owedCount: Int { state.withLock { $0.owed } }

    /// Notes a store that has just been answered 201.
    func acknowledged(_ sealed: [UInt8], sent: ContinuousClock.Instant) {
        state.withLock { $0.records.append(Record(sealed: sealed, sent: sent, acknowledged: .now)) }
    }

    /// Expects all that must be in a poll, nothing that must not, and nothing twice.
    ///
    /// A PASSporT lives from some moment between `sent` and `acknowledged`: before a lifetime after the first
    /// it must be there, after a lifetime after the second it must not.
    func check(_ poll: Poll) {
        let returned = Set(poll.returned)
        #expect(returned.count == poll.returned.count)
        let records = state.withLock { $0.records }
        let owed = records.filter {
            $0.acknowledged < poll.asked && poll.answered < $0.sent.advanced(by: lifetime)
        }
        let over = records.filter { $0.acknowledged.advanced(by: lifetime) <= poll.asked }
        #expect(owed.allSatisfy { returned.contains($0.sealed) })
        #expect(!over.contains { returned.contains($0.sealed) })
        state.withLock { $0.owed += owed.count }
    }

    /// Whether everything was past its lifetime at a moment.
    func isOver(at moment: ContinuousClock.Instant) -> Bool {
        state.withLock { $0.records }.allSatisfy { $0.acknowledged.advanced(by: lifetime) < moment }
    }
}
