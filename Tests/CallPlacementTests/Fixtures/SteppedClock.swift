import CallPlacement
import StoreConformance
import Synchronization

/// A boot clock that stands still until it is told to go on, and a wall clock beside it that can be set.
final class SteppedClock: Sendable {
    let boot = ManualClock()
    /// Seconds that the wall clock is ahead of what it would show had nobody touched it.
    private let shift = Mutex<Int64>(0)
    /// Where the wall clock stands still: what it shows.
    private let still = Mutex<Int64?>(nil)

    /// What both go on by.
    func advance(by duration: Duration) { boot.advance(by: duration) }

    /// Sets the wall clock.
    func set(by seconds: Int64) { shift.withLock { $0 += seconds } }

    /// Stops the wall clock.
    func stopWall() {
        let now = wall
        still.withLock { $0 = now }
    }

    private var wall: Int64 { Int64(boot.now.nanoseconds / 1_000_000_000) + shift.withLock { $0 } }

    /// These clocks as the service takes them when it starts.
    func serviceClock() -> ServiceClock {
        ServiceClock(boot: { self.boot.now }, wallSeconds: { self.still.withLock { $0 } ?? self.wall })
    }
}
