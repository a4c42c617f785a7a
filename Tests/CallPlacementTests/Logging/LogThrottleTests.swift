import Synchronization
import Testing

@testable import CallPlacement

/// How often strangers may make the service write into its log.
@Suite struct LogThrottling {
    @Test func theFirstIsWrittenAndThenOneASecondWithTheCountOfTheOthers() {
        let clock = MovableClock()
        let throttle = LogThrottle(now: { clock.now })
        #expect(throttle.admit("a") == 0)
        for _ in 0..<5 { #expect(throttle.admit("a") == nil) }
        #expect(throttle.admit("b") == 0)
        clock.move(by: .milliseconds(999))
        #expect(throttle.admit("a") == nil)
        clock.move(by: .milliseconds(1))
        #expect(throttle.admit("a") == 6)
        #expect(throttle.admit("a") == nil)
        #expect(throttle.admit("b") == 0)
        clock.move(by: .seconds(60))
        #expect(throttle.admit("a") == 1)
    }

    @Test func reasonsWithoutEndTakeNoMemoryWithoutEnd() {
        let clock = MovableClock()
        let throttle = LogThrottle(now: { clock.now })
        let written = (0..<1000).filter { throttle.admit("\($0)") != nil }
        #expect(written.count == 65)
        clock.move(by: .seconds(1))
        #expect(throttle.admit("another") == 935)
    }
}

/// A clock that moves when it is told to.
private final class MovableClock: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { instant.withLock { $0 } }

    func move(by duration: Duration) { instant.withLock { $0 = $0.advanced(by: duration) } }
}
