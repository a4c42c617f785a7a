internal import Synchronization

/// What came of a flood, as the flooder sees it.
package final class FloodTally: Sendable {
    /// Counts at a moment.
    package struct Counts: Sendable {
        /// Connections that were made.
        package var made = 0
        /// Connections that the service closed, or refused.
        package var ended = 0
        /// Times that something was said.
        package var said = 0
        /// Bytes that came back.
        package var received = 0
        /// Connections that are open.
        package var open = 0
    }

    private let counts = Mutex(Counts())

    package init() {}

    /// The counts now.
    package var now: Counts { counts.withLock { $0 } }

    func count(_ change: (inout Counts) -> Void) { counts.withLock { change(&$0) } }
}
