import Testing

@testable import CallPlacement

@Suite("What a batch costs")
struct BatchCostTests {
    @Test("the least of all rounds counts, whatever came on top of the others")
    func least() {
        var cost = BatchCost(entries: 8)
        for full in [900, 480, 5000, 600] { cost.add(empty: .microseconds(100), full: .microseconds(full)) }
        #expect(cost.perEntry == .microseconds(60))
    }

    @Test("a full batch that costs no more than an empty one costs nothing, and so does one never measured")
    func nothing() {
        var cost = BatchCost(entries: 8)
        #expect(cost.perEntry == .zero)
        cost.add(empty: .microseconds(100), full: .microseconds(100))
        #expect(cost.perEntry == .zero)
    }

    @Test("stable after five rounds without news; a smaller measurement of either is news")
    func stable() {
        var cost = BatchCost(entries: 8)
        for _ in 0..<5 { cost.add(empty: .microseconds(100), full: .microseconds(800)) }
        #expect(!cost.isStable)
        cost.add(empty: .microseconds(100), full: .microseconds(799))
        #expect(cost.isStable)
        cost.add(empty: .microseconds(100), full: .microseconds(700))
        #expect(!cost.isStable)
        for _ in 0..<4 { cost.add(empty: .microseconds(200), full: .microseconds(900)) }
        #expect(!cost.isStable)
        cost.add(empty: .microseconds(50), full: .microseconds(900))
        #expect(!cost.isStable)
        for _ in 0..<5 { cost.add(empty: .microseconds(200), full: .microseconds(900)) }
        #expect(cost.isStable)
    }
}
