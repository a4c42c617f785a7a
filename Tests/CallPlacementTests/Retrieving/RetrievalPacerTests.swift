import Testing

@testable import CallPlacement

@Suite("The queue of retrievals")
struct RetrievalPacerTests {
    private let start = ContinuousClock.now

    /// How many of a crowd that comes at once are admitted.
    private func admitted(
        _ pacer: RetrievalPacer, of count: Int, at arrival: ContinuousClock.Instant, within patience: Duration
    ) -> Int {
        (0..<count).filter { _ in pacer.place(arrival: arrival, work: .milliseconds(4), within: patience) != nil }.count
    }

    @Test("one that comes alone is admitted where its own work, shared among the processors, takes no longer")
    func alone() {
        #expect(admitted(RetrievalPacer(processors: 2), of: 1, at: start, within: .milliseconds(2)) == 1)
        #expect(admitted(RetrievalPacer(processors: 2), of: 1, at: start, within: .microseconds(1999)) == 0)
        #expect(admitted(RetrievalPacer(processors: 1), of: 1, at: start, within: .milliseconds(2)) == 0)
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
        #expect(pacer.place(arrival: start, work: .milliseconds(8), within: .milliseconds(10)) != nil)
        #expect(admitted(pacer, of: 100, at: start, within: .milliseconds(10)) == 0)
        #expect(pacer.place(arrival: start, work: .milliseconds(2), within: .milliseconds(10)) != nil)
    }

    @Test("a place is crowded where the queue before it is five milliseconds long, however large the request itself")
    func crowded() {
        let pacer = RetrievalPacer(processors: 1)
        let places = [100, 1, 1].map {
            pacer.place(arrival: start, work: .milliseconds($0), within: .seconds(1))
        }
        #expect(places == [.quiet, .crowded, .crowded])
        let later = [95.1, 99.9, 103].map { start + .milliseconds($0) }
        #expect(
            later.map { pacer.place(arrival: $0, work: .zero, within: .seconds(1)) } == [.crowded, .quiet, .quiet])
    }
}
