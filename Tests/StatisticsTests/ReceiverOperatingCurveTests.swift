import SeededRandomness
import Statistics
import Testing

@Suite struct ReceiverOperatingCurveTests {
    private let positives: [Double] = [1, 2, 2, 3, 5, 5, 5, 8]
    private let negatives: [Double] = [0, 1, 2, 2, 4, 5, 6]

    @Test func areaByCountingPairs() {
        let pairs = positives.flatMap { p in negatives.map { n in p > n ? 1.0 : p == n ? 0.5 : 0 } }
        let curve = ReceiverOperatingCurve(positives: positives, negatives: negatives)
        #expect(abs(curve.area - pairs.reduce(0, +) / Double(pairs.count)) < 1e-12)
        #expect(abs(curve.area - 0.625) < 1e-12)
    }

    @Test func errors() {
        let curve = ReceiverOperatingCurve(positives: positives, negatives: negatives)
        // By the definition of DeLong's components with numpy; and SciPy 1.17, mannwhitneyu without continuity.
        #expect(abs(curve.standardError - 0.1529814843309639) < 1e-12)
        #expect(abs(Normal.twoSided(curve.z) - 0.4089613420368744) < 1e-12)
        #expect(curve.interval.contains(0.5))
    }

    @Test func perfectAndUseless() {
        let perfect = ReceiverOperatingCurve(positives: [3, 4, 5], negatives: [0, 1, 2])
        #expect(perfect.area == 1)
        #expect(perfect.interval == 1...1)
        #expect(perfect.z > 1.9)
        let useless = ReceiverOperatingCurve(positives: [1, 1, 1], negatives: [1, 1])
        #expect(useless.area == 0.5)
        #expect(useless.z == 0)
    }

    @Test func points() {
        let points = ReceiverOperatingCurve(positives: positives, negatives: negatives).points(15)
        #expect(points.first?.falseAlarms == 0 && points.first?.trueAlarms == 0)
        #expect(points.last?.falseAlarms == 1 && points.last?.trueAlarms == 1)
        // The area under straight lines between the points is the area.
        let area = zip(points, points.dropFirst()).reduce(0.0) { sum, step in
            let width = step.1.falseAlarms - step.0.falseAlarms
            return sum + width * (step.0.trueAlarms + step.1.trueAlarms) / 2
        }
        #expect(abs(area - 0.625) < 1e-12)
    }

    @Test func intervalsHoldTheTruth() {
        var generator = SeededGenerator(seed: 5)
        var held = 0
        for _ in 0..<300 {
            // Of two uniform variables, one a quarter higher, the chance to be above is 1 - 0.75 * 0.75 / 2.
            let high = (0..<60).map { _ in Double.random(in: 0.25..<1.25, using: &generator) }
            let low = (0..<60).map { _ in Double.random(in: 0..<1, using: &generator) }
            let interval = ReceiverOperatingCurve(positives: high, negatives: low).interval
            held += interval.contains(1 - 0.75 * 0.75 / 2) ? 1 : 0
        }
        #expect((270...298).contains(held))
    }
}
