import Testing

@testable import CallPlacement

@Suite("What is told of the wall clock")
struct WallClockWatchTests {
    @Test("nothing, while it goes as it should, or nearly so")
    func fine() {
        var watch = WallClockWatch()
        for ahead: Int64 in [0, 1, -1, 3, 5, 1, -4, -5, 0] { #expect(watch.look(ahead: ahead) == nil) }
    }

    @Test("that it was set, once, and by how much", arguments: [3600, -3600, 6, -6] as [Int64])
    func set(by seconds: Int64) {
        var watch = WallClockWatch()
        #expect(watch.look(ahead: 0) == nil)
        #expect(watch.look(ahead: seconds) == .wasSet(by: seconds, ahead: seconds))
        for _ in 0..<100 { #expect(watch.look(ahead: seconds) == nil) }
        #expect(watch.look(ahead: 0) == .wasSet(by: -seconds, ahead: 0))
    }

    @Test("that it stands still, more and more seldom, and that it was set right")
    func standsStill() {
        var watch = WallClockWatch()
        var told: [WallClockWatch.Notice] = []
        for second: Int64 in 0...7200 {
            if let notice = watch.look(ahead: -second) { told.append(notice) }
        }
        let expected: [WallClockWatch.Notice] = [
            .runsWrong(ahead: -6), .runsWrong(ahead: -17), .runsWrong(ahead: -38), .runsWrong(ahead: -79),
        ]
        #expect(Array(told.prefix(4)) == expected)
        #expect(told.count < 14)
        #expect(watch.look(ahead: 0) == .wasSet(by: 7200, ahead: 0))
    }

    @Test("with the size and the direction in words")
    func words() {
        let forward = WallClockWatch.Notice.wasSet(by: 3600, ahead: 3600)
        #expect(forward.explanation.contains("forward by 3600 s; it is now 3600 s ahead of the time since the start;"))
        let back = WallClockWatch.Notice.wasSet(by: -3600, ahead: 2)
        #expect(back.explanation.contains("back by 3600 s; it is now as it was at the start;"))
        let slow = WallClockWatch.Notice.runsWrong(ahead: -17)
        #expect(slow.explanation.contains("it is now 17 s behind the time since the start;"))
    }
}
