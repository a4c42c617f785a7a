import StoreConformance
import Testing

@testable import CallPlacement

/// How long ago a sweep ended well.
struct SweepProgressTests {
    @Test func growsUntilASweepEndsWell() {
        let clock = ManualClock()
        let progress = SweepProgress(clock: clock.serviceClock)
        #expect(progress.lag == .zero)
        clock.advance(by: .seconds(7))
        #expect(progress.lag == .seconds(7))
        progress.advance()
        #expect(progress.lag == .zero)
        clock.advance(by: .milliseconds(500))
        #expect(progress.lag == .milliseconds(500))
    }
}
