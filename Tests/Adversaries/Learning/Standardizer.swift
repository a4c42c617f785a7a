/// Brings every feature to mean zero and variance one, as measured on the training half.
struct Standardizer {
    private let means: [Float]
    private let scales: [Float]
    /// Further out than this many standard deviations is not told apart: one odd time must not drown the rest.
    private static let reach: Float = 6

    /// Measures; there is one sample at least.
    init(_ samples: ArraySlice<LearnerAttack.Sample>) {
        let count = samples.first?.features.count ?? 0
        var sums = [Double](repeating: 0, count: count)
        var squares = [Double](repeating: 0, count: count)
        // Around the first sample, so that large numbers that hardly differ keep their digits.
        let origin = samples.first?.features ?? []
        for sample in samples {
            for (place, feature) in sample.features.enumerated() {
                let difference = Double(feature - origin[place])
                sums[place] += difference
                squares[place] += difference * difference
            }
        }
        let n = Double(max(1, samples.count))
        self.means = (0..<count).map { origin[$0] + Float(sums[$0] / n) }
        self.scales = (0..<count).map { place in
            let variance = squares[place] / n - sums[place] / n * sums[place] / n
            return variance > 1e-20 ? Float(1 / variance.squareRoot()) : 1
        }
    }

    /// How many features there are once they are standardized: with zeros up to a multiple of eight.
    var count: Int { (means.count + 7) / 8 * 8 }

    /// Standardized features.
    func apply(_ features: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: count)
        for place in features.indices {
            result[place] = min(Self.reach, max(-Self.reach, (features[place] - means[place]) * scales[place]))
        }
        return result
    }
}
