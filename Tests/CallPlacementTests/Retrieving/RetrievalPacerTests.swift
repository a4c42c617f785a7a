import Testing

@testable import CallPlacement

@Suite("The queue of retrievals")
struct RetrievalPacerTests {
    private let start = ContinuousClock.now

    /// How many of a crowd that comes at once are admitted.
    private func admitted(
        _ pacer: RetrievalPacer, of count: Int, at arrival: ContinuousClock.Instant, within patience: Duration
    ) -> Int {
        (0..<count).filter { _ in pacer.admits(arrival: arrival, work: .milliseconds(4), within: patience) }.count
    }

    @Test("one that comes alone is admitted where its own work, shared among the processors, takes no longer")
    func alone() {
        #expect(
            RetrievalPacer(processors: 2).admits(arrival: start, work: .milliseconds(4), within: .milliseconds(2)))
        #expect(
            !RetrievalPacer(processors: 2).admits(arrival: start, work: .milliseconds(4), within: .microseconds(1999)))
        #expect(
            !RetrievalPacer(processors: 1).admits(arrival: start, work: .milliseconds(4), within: .milliseconds(2)))
    }

    @Test("of those that come at once as many are admitted as can be done in time")
    func crowd() {
        let pacer = RetrievalPacer(processors: 2)
        #expect(admitted(pacer, of: 100, at: start, within: .milliseconds(10)) == 5)
        // Half of the queue is worked off by then.
        #expect(admitted(pacer, of: 100, at: start + .milliseconds(5), within: .milliseconds(10)) == 2)
        #expect(admitted(pacer, of: 100, at: start + .seconds(1), within: .milliseconds(10)) == 5)
    }

    @Test("who is not admitted does not make the queue longer")
    func patience() {
        let pacer = RetrievalPacer(processors: 1)
        #expect(pacer.admits(arrival: start, work: .milliseconds(8), within: .milliseconds(10)))
        #expect(admitted(pacer, of: 100, at: start, within: .milliseconds(10)) == 0)
        #expect(pacer.admits(arrival: start, work: .milliseconds(2), within: .milliseconds(10)))
    }
}
