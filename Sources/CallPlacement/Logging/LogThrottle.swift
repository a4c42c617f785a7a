internal import Synchronization

/// Keeps strangers from filling the operator's log: of each reason the first line is let through, and after it one a
/// second at most, which says how many were left out.
package final class LogThrottle: Sendable {
    private static let pause = Duration.seconds(1)
    /// Reasons that are told apart; all further ones count as one.
    private static let mostReasons = 64

    private struct Entry {
        var last: ContinuousClock.Instant
        var omitted = 0
    }

    private let now: @Sendable () -> ContinuousClock.Instant
    private let entries = Mutex<[String: Entry]>([:])

    /// A throttle that goes by a clock.
    package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.now = now
    }

    /// Whether a line for this reason may be written.
    ///
    /// - Returns: how many were left out since the last one, or `nil` where this one is to be left out too.
    package func admit(_ reason: String) -> Int? {
        let moment = now()
        return entries.withLock { entries in
            let key = entries[reason] != nil || entries.count < Self.mostReasons ? reason : ""
            guard let entry = entries[key], entry.last.duration(to: moment) < Self.pause else {
                return entries.updateValue(Entry(last: moment), forKey: key)?.omitted ?? 0
            }
            entries[key]?.omitted += 1
            return nil
        }
    }
}
