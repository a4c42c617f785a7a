import Testing

@testable import Figures
@testable import PrivacyReport

@Suite struct ScaleTests {
    @Test(arguments: [
        (0.0...10.0, ["0", "2", "4", "6", "8", "10"]),
        (0.0...1.0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (4.98...5.31, ["5.0", "5.1", "5.2", "5.3"]),
        (4.98...5.02, ["4.98", "4.99", "5.00", "5.01", "5.02"]),
        (0.0...20_000, ["0", "5,000", "10,000", "15,000", "20,000"]),
        (-0.5...1.5, ["-0.5", "0.0", "0.5", "1.0", "1.5"]),
    ])
    func ticksAreRound(_ range: ClosedRange<Double>, _ labels: [String]) {
        let scale = Scale(range)
        #expect(scale.ticks.map(scale.label) == labels)
    }

    @Test(arguments: [
        0.0...0.0, 5.0...5.0, -3.0 ... -3.0, 1e12...1e12, 0.0...Double.infinity, 1e-12...2e-12, 0...1e300,
    ])
    func everyRangeHasTicksWithinIt(_ range: ClosedRange<Double>) {
        let scale = Scale(range)
        #expect((2...12).contains(scale.ticks.count))
        #expect(scale.ticks.allSatisfy { (-1e-9...1 + 1e-9).contains(scale.fraction($0)) })
        #expect(Set(scale.ticks.map(scale.label)).count == scale.ticks.count)
    }

    @Test func anEndIsAnEnd() {
        let scale = Scale(2...6)
        #expect((scale.fraction(2), scale.fraction(6), scale.fraction(3)) == (0, 1, 0.25))
    }
}
