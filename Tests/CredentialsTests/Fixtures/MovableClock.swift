import Synchronization

/// Seconds that pass when a test says so.
final class MovableClock: Sendable {
    private let seconds: Mutex<Int64>

    init(_ start: Int64) {
        seconds = Mutex(start)
    }

    var read: @Sendable () -> Int64 { { self.seconds.withLock { $0 } } }

    func advance(_ count: Int64) {
        seconds.withLock { $0 += count }
    }
}
