package import CallPlacement
internal import Synchronization

/// A service's clock that stands still until an attack moves it on.
package final class SteppedClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

    /// A clock that shows some moment.
    package init() {}

    /// Moves on.
    package func advance(by duration: Duration) {
        nanoseconds.withLock { $0 += duration.wholeNanoseconds }
    }

    /// What it shows.
    package var now: BootInstant { BootInstant(nanoseconds: nanoseconds.withLock { $0 }) }

    /// As a service takes it.
    package var serviceClock: ServiceClock {
        ServiceClock(boot: { self.now }, wallSeconds: { Int64(self.now.nanoseconds / 1_000_000_000) })
    }
}
