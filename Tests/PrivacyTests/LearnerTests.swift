import Adversaries
import Sealing
import SeededRandomness
import Testing

@Suite struct LearnerTests {
    private func samples(_ count: Int, times: (Bool, Double) -> Double) -> [LearnerAttack.Sample] {
        let extractor = FeatureExtractor(entries: 1, size: .standard)
        var generator = SeededGenerator(seed: 17)
        return (0..<count).map { number in
            let batch = (0..<SealedSize.standard.batchByteCount(entries: 1)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            let label = number % 3 == 0
            let seconds = times(label, Double.random(in: 0..<1, using: &generator))
            return LearnerAttack.Sample(
                label: label, features: extractor.features(of: batch, responseSeconds: seconds))
        }
    }

    @Test func learnsFromTimesAlone() {
        let evidence = LearnerAttack(rounds: 4, hidden: 8).run(
            samples(600) { 0.005 + 0.001 * $1 + ($0 ? 0.002 : 0) })
        #expect(evidence.findings.count == 3)
        #expect(evidence.findings.allSatisfy { $0.succeeded })
    }

    @Test func oneSeedOneResult() {
        let samples = samples(60) { _, _ in 0.005 }
        let values = (0..<2).map { _ in LearnerAttack(rounds: 2, hidden: 8).run(samples).findings.map(\.value) }
        #expect(values[0] == values[1])
    }

    @Test(arguments: [0, 10, 2107, 5000])
    func featuresOfAnyAnswer(_ count: Int) {
        let extractor = FeatureExtractor(entries: 1, size: .standard)
        #expect(extractor.features(of: [UInt8](repeating: 7, count: count)).count == extractor.count)
    }
}
