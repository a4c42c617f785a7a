package import CallPlacement
import Synchronization

/// A clock that stands still until it is told to go on.
package final class ManualClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

    package init() {}

    /// Goes on by a duration.
    package func advance(by duration: Duration) {
        nanoseconds.withLock { $0 += duration.wholeNanoseconds }
    }

    /// The moment that it shows.
    package var now: BootInstant { BootInstant(nanoseconds: nanoseconds.withLock { $0 }) }

    /// This clock as the service takes it.
    package var serviceClock: ServiceClock {
        ServiceClock(boot: { self.now }, wallSeconds: { Int64(self.now.nanoseconds / 1_000_000_000) })
    }
}
