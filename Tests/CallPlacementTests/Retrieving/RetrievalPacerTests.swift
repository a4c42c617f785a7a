import Testing

@testable import CallPlacement

@Suite("The queue of retrievals")
struct RetrievalPacerTests {
    private let start = ContinuousClock.now

    @Test("one that comes alone waits for its own work, shared among the processors")
    func alone() {
        let pacer = RetrievalPacer(processors: 2, patience: .seconds(1))
        #expect(pacer.place(arrival: start, work: .milliseconds(4)) == .milliseconds(2))
        #expect(pacer.place(arrival: start + .milliseconds(50), work: .milliseconds(4)) == .milliseconds(2))
    }

    @Test("those that come at once wait for each other")
    func crowd() {
        let pacer = RetrievalPacer(processors: 2, patience: .seconds(1))
        let waits = (0..<5).map { _ in pacer.place(arrival: start, work: .milliseconds(4)) }
        #expect(waits == [2, 4, 6, 8, 10].map { .milliseconds($0) })
        // Half of the queue is worked off by then.
        #expect(pacer.place(arrival: start + .milliseconds(5), work: .milliseconds(4)) == .milliseconds(7))
    }

    @Test("who would wait too long is turned away, and does not make the queue longer")
    func patience() {
        let pacer = RetrievalPacer(processors: 1, patience: .milliseconds(10))
        #expect(pacer.place(arrival: start, work: .milliseconds(8)) == .milliseconds(8))
        for _ in 0..<100 { #expect(pacer.place(arrival: start, work: .milliseconds(3)) == nil) }
        #expect(pacer.place(arrival: start, work: .milliseconds(2)) == .milliseconds(10))
        #expect(pacer.place(arrival: start + .milliseconds(8), work: .milliseconds(3)) == .milliseconds(5))
    }

    @Test("an answer leaves when its turn has come, and at a multiple of the quantum")
    func turn() {
        let schedule = ReleaseSchedule(
            quantum: .milliseconds(5), baseCost: .microseconds(500), costPerEntry: .microseconds(60))
        #expect(schedule.release(entries: 16, readyAfter: .zero).after == .milliseconds(5))
        #expect(schedule.release(entries: 16, turn: .milliseconds(11), readyAfter: .zero).after == .milliseconds(15))
        #expect(schedule.release(entries: 16, turn: .milliseconds(11), readyAfter: .milliseconds(14)).late == false)
        #expect(schedule.release(entries: 16, turn: .milliseconds(11), readyAfter: .milliseconds(16)).late)
    }
}
