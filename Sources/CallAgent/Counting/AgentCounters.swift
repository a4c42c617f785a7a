internal import Synchronization

/// Counts since the start.
package final class AgentCounters: Sendable {
    private let counts = Mutex<[AgentCount: Int]>([:])

    /// Begins at zero.
    package init() {}

    /// Adds to a count.
    package func add(_ count: AgentCount, _ amount: Int = 1) {
        counts.withLock { $0[count, default: 0] += amount }
    }

    /// How many there were.
    package subscript(_ count: AgentCount) -> Int { counts.withLock { $0[count, default: 0] } }
}
