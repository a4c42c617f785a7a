import CPSServer
import NIOCore
import Testing

/// When a connection has had its time, with the clock in hand.
@Suite struct RequestDeadlineRules {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func deadlines() -> RequestDeadlines {
        RequestDeadlines(idle: .seconds(10), exchange: .seconds(30), at: start)
    }

    @Test func withoutARequestItIsTheIdleTime() {
        #expect(deadlines().end == start + .seconds(10))
    }

    @Test func theOldestRequestCounts() {
        var deadlines = deadlines()
        let first = deadlines.begin(at: start + .seconds(1))
        let second = deadlines.begin(at: start + .seconds(2))
        #expect(deadlines.end == start + .seconds(31))
        deadlines.end(second, at: start + .seconds(3))
        #expect(deadlines.end == start + .seconds(31))
        let third = deadlines.begin(at: start + .seconds(4))
        deadlines.end(first, at: start + .seconds(5))
        #expect(deadlines.end == start + .seconds(34))
        deadlines.end(first, at: start + .seconds(6))
        #expect(deadlines.end == start + .seconds(34), "what is over is not over again")
        deadlines.end(third, at: start + .seconds(7))
        #expect(deadlines.isQuiet && deadlines.end == start + .seconds(17))
    }

    @Test func whatBeginsLaterMayEndSooner() {
        var deadlines = RequestDeadlines(idle: .seconds(30), exchange: .seconds(5), at: start)
        #expect(deadlines.nextLook(after: start) == start + .seconds(5))
        _ = deadlines.begin(at: start + .seconds(5))
        #expect(deadlines.nextLook(after: start + .seconds(5)) == start + .seconds(10))
    }
}
