import Sealing
import SeededRandomness
import StoreConformance
import Testing

@testable import CallPlacement

@Suite("When answers leave")
struct ReleaseScheduleTests {
    private let schedule = ReleaseSchedule(
        quantum: .milliseconds(5), baseCost: .microseconds(500), costPerEntry: .microseconds(60))

    @Test(
        "the smallest multiple of the quantum that covers a full batch",
        arguments: [(1, 5), (16, 5), (75, 5), (76, 10), (158, 10), (159, 15), (256, 20)])
    func smallestMultiple(_ entries: Int, _ milliseconds: Int) {
        #expect(schedule.delay(entries: entries) == .milliseconds(milliseconds))
    }

    @Test("never less for more entries, always a multiple, always enough")
    func properties() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let quantum = Duration.microseconds(Int64.random(in: 1...20_000, using: &generator))
            let schedule = ReleaseSchedule(
                quantum: quantum, baseCost: .nanoseconds(Int64.random(in: 0...1_000_000, using: &generator)),
                costPerEntry: .nanoseconds(Int64.random(in: 0...100_000, using: &generator)))
            var last = Duration.zero
            for entries in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
                let delay = schedule.delay(entries: entries)
                let cost = schedule.baseCost + schedule.costPerEntry * entries
                #expect(delay >= last)
                #expect(delay >= quantum)
                #expect(delay.wholeNanoseconds.isMultiple(of: quantum.wholeNanoseconds))
                #expect(delay >= cost)
                #expect(delay < cost + quantum || delay == quantum)
                last = delay
            }
        }
    }

    @Test("an answer that is ready in time leaves at its time, however early it is", arguments: [-1, 0, 1, 4999, 5000])
    func inTime(_ microseconds: Int) {
        let release = schedule.release(entries: 16, readyAfter: .microseconds(microseconds))
        #expect(release.after == .milliseconds(5))
        #expect(!release.late)
    }

    @Test(
        "a margin is added to the work and to the queue alike",
        arguments: [(1, 0, 30), (75, 0, 30), (76, 0, 35), (16, 40, 65), (16, 41, 70)])
    func margin(_ entries: Int, _ turn: Int, _ milliseconds: Int) {
        let schedule = ReleaseSchedule(
            quantum: .milliseconds(5), baseCost: .microseconds(500), costPerEntry: .microseconds(60),
            margin: .milliseconds(25))
        let release = schedule.release(
            entries: entries, turn: .milliseconds(turn), readyAfter: .milliseconds(29))
        #expect(release.after == .milliseconds(milliseconds))
        #expect(!release.late)
    }

    @Test(
        "a late one leaves at the next multiple, and is flagged",
        arguments: [(5001, 10), (9999, 10), (10_000, 10), (10_001, 15), (123_456, 125)])
    func late(_ microseconds: Int, _ milliseconds: Int) {
        let release = schedule.release(entries: 16, readyAfter: .microseconds(microseconds))
        #expect(release.after == .milliseconds(milliseconds))
        #expect(release.late)
    }

    @Test("with no quantum everything leaves at once, and nothing is late")
    func noQuantum() {
        let schedule = ReleaseSchedule(quantum: .zero, baseCost: .milliseconds(1), costPerEntry: .milliseconds(1))
        #expect(schedule.delay(entries: 256) == .zero)
        for elapsed in [Duration.zero, .milliseconds(1), .seconds(10)] {
            let release = schedule.release(entries: 256, readyAfter: elapsed)
            #expect(release.after == .zero)
            #expect(!release.late)
        }
    }

    @Test("a calibrated schedule keeps its quantum and knows that recipients cost something")
    func calibrated() throws {
        let schedule = try ReleaseSchedule.calibrated(
            quantum: .milliseconds(5), margin: .milliseconds(25), size: SealedSize(byteCount: 512))
        #expect(schedule.margin == .milliseconds(25))
        #expect(schedule.quantum == .milliseconds(5))
        #expect(schedule.costPerEntry > .microseconds(5))
        #expect(schedule.baseCost > .zero)
    }
}
