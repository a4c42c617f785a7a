import CallPlacement
import Testing

@Suite("Moments on the boot clock")
struct BootInstantTests {
    private let now = BootInstant(nanoseconds: 5_000_000_000)

    @Test("advancing, and not going back")
    func advanced() {
        #expect(now.advanced(by: .seconds(2)).nanoseconds == 7_000_000_000)
        #expect(now.advanced(by: .nanoseconds(1)).nanoseconds == 5_000_000_001)
        #expect(now.advanced(by: .zero) == now)
        #expect(now.advanced(by: .seconds(-1)) == now)
        #expect(now.advanced(by: .milliseconds(1500)) > now)
    }

    @Test(
        "whole seconds that remain, rounded up",
        arguments: [(0, 0), (1, 1), (999_999_999, 1), (1_000_000_000, 1), (1_000_000_001, 2), (60_000_000_000, 60)])
    func remaining(_ nanoseconds: UInt64, _ seconds: Int) {
        let end = BootInstant(nanoseconds: now.nanoseconds + nanoseconds)
        #expect(end.secondsRemaining(from: now) == seconds)
    }

    @Test("nothing remains of what has passed")
    func passed() {
        #expect(BootInstant(nanoseconds: 0).secondsRemaining(from: now) == 0)
        #expect(BootInstant(nanoseconds: now.nanoseconds - 1).secondsRemaining(from: now) == 0)
    }

    @Test("whole nanoseconds of a duration")
    func wholeNanoseconds() {
        #expect(Duration.seconds(3).wholeNanoseconds == 3_000_000_000)
        #expect(Duration.microseconds(5).wholeNanoseconds == 5000)
        #expect(Duration.nanoseconds(-1).wholeNanoseconds == 0)
        #expect(Duration.seconds(-3).wholeNanoseconds == 0)
    }

    @Test("the machine's clock goes on, and wall time is of this century")
    func system() {
        let clock = ServiceClock.system
        let (first, second) = (clock.boot(), clock.boot())
        #expect(first <= second)
        #expect(first.nanoseconds > 0)
        #expect(clock.wallSeconds() > 1_700_000_000)
    }
}
