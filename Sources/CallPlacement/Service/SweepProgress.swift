internal import Synchronization

/// When a sweep last ended well.
package final class SweepProgress: Sendable {
    private let last: Atomic<UInt64>
    private let clock: ServiceClock

    /// Nothing has been swept, and nothing has had to be, up to now.
    init(clock: ServiceClock) {
        self.clock = clock
        last = Atomic(clock.boot().nanoseconds)
    }

    /// A sweep has ended well.
    func advance() {
        last.store(clock.boot().nanoseconds, ordering: .relaxed)
    }

    /// How long ago that was: what expired since then may still be in the files.
    package var lag: Duration {
        let (last, now) = (last.load(ordering: .relaxed), clock.boot().nanoseconds)
        return .nanoseconds(Int64(clamping: now > last ? now - last : 0))
    }
}
