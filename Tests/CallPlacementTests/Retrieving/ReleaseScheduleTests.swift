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
    func properties() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let quantum = Duration.microseconds(Int64.random(in: 1...20_000, using: &generator))
            let schedule = ReleaseSchedule(
                quantum: quantum, baseCost: .nanoseconds(Int64.random(in: 0...1_000_000, using: &generator)),
                costPerEntry: .nanoseconds(Int64.random(in: 0...100_000, using: &generator)))
            var last = Duration.zero
            for entries in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
                let delay = try #require(schedule.delay(entries: entries))
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

    @Test("a margin is added to the work", arguments: [(1, 30), (75, 30), (76, 35)])
    func margin(_ entries: Int, _ milliseconds: Int) {
        let schedule = ReleaseSchedule(
            quantum: .milliseconds(5), baseCost: .microseconds(500), costPerEntry: .microseconds(60),
            margin: .milliseconds(25))
        #expect(schedule.delay(entries: entries) == .milliseconds(milliseconds))
    }

    @Test("with no quantum there is no moment: answers leave when they are ready")
    func noQuantum() {
        let schedule = ReleaseSchedule(quantum: .zero, baseCost: .milliseconds(1), costPerEntry: .milliseconds(1))
        #expect(schedule.delay(entries: 256) == nil)
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
