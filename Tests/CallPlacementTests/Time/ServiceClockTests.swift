import Testing

@testable import CallPlacement

@Suite("The clocks of the service")
struct ServiceClockTests {
    @Test("the steady one begins with the wall clock and goes on by the boot clock")
    func steady() {
        let stepped = SteppedClock()
        let clock = stepped.serviceClock()
        #expect(clock.steadySeconds() == clock.wallSeconds())
        let begin = clock.steadySeconds()
        stepped.set(by: 3600)
        stepped.advance(by: .seconds(7))
        #expect(clock.steadySeconds() == begin + 7)
        #expect(clock.wallSeconds() == begin + 3607)
        #expect(clock.surelyPassedSeconds() == begin + 7)
        stepped.set(by: -7200)
        #expect(clock.steadySeconds() == begin + 7)
        #expect(clock.surelyPassedSeconds() == begin - 3593)
        stepped.stopWall()
        stepped.advance(by: .seconds(7))
        #expect(clock.steadySeconds() == begin + 14)
    }
}
