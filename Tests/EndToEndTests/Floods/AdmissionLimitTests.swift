import CPSServer
import Testing

/// How many requests may be under way, with the clock in hand.
@Suite struct AdmissionLimits {
    private let start = ContinuousClock.now

    /// Lets requests wait so long for some time, each millisecond one.
    private func waiting(
        _ wait: Duration, milliseconds: ClosedRange<Int>, underWay: Int, _ limit: inout AdmissionLimit
    ) {
        for millisecond in milliseconds {
            limit.add(wait: wait, underWay: underWay, at: start.advanced(by: .milliseconds(millisecond)))
        }
    }

    @Test func staysWhereNobodyWaits() {
        var limit = AdmissionLimit(ceiling: 1024)
        waiting(.milliseconds(5), milliseconds: 0...2000, underWay: 1024, &limit)
        #expect(limit.value == 1024)
    }

    @Test func fallsWhereAllWaitAndComesBack() {
        var limit = AdmissionLimit(ceiling: 1024)
        waiting(.milliseconds(600), milliseconds: 0...350, underWay: 1000, &limit)
        #expect(limit.value < 600 && limit.value > AdmissionLimit.least)
        waiting(.milliseconds(600), milliseconds: 351...3000, underWay: 300, &limit)
        #expect(limit.value == AdmissionLimit.least)
        waiting(.milliseconds(20), milliseconds: 3001...4000, underWay: 10, &limit)
        #expect(limit.value == AdmissionLimit.least, "a limit that held nothing back is not raised")
        waiting(.milliseconds(20), milliseconds: 4001...12_000, underWay: 1024, &limit)
        #expect(limit.value == 1024)
    }

    @Test func aMomentOfStandstillChangesLittle() {
        var limit = AdmissionLimit(ceiling: 1024)
        waiting(.seconds(3), milliseconds: 0...101, underWay: 1024, &limit)
        waiting(.milliseconds(3), milliseconds: 102...200, underWay: 1024, &limit)
        #expect(limit.value >= 1024 * 4 / 5)
    }

    @Test func fallsWhereRequestsWaitBeforeTheirTurn() {
        var limit = AdmissionLimit(ceiling: 1024)
        for millisecond in 0...1000 {
            limit.add(queueing: .milliseconds(450))
            limit.add(wait: .milliseconds(5), underWay: 1024, at: start.advanced(by: .milliseconds(millisecond)))
        }
        #expect(limit.value < 600)
    }

    @Test func whoWaitsNotAtAllMakesUpForNobody() {
        var limit = AdmissionLimit(ceiling: 1024)
        for millisecond in 0...1000 {
            limit.add(wait: .seconds(-9), underWay: 1024, at: start.advanced(by: .milliseconds(millisecond)))
            limit.add(wait: .seconds(1), underWay: 1024, at: start.advanced(by: .milliseconds(millisecond)))
        }
        #expect(limit.value < 600)
    }

    @Test func isNeverAboveWhatIsAllowed() {
        var limit = AdmissionLimit(ceiling: 3)
        #expect(limit.value == 3)
        waiting(.seconds(3), milliseconds: 0...1000, underWay: 3, &limit)
        #expect(limit.value == 3)
    }
}
