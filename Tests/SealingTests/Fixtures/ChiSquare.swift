/// Pearson's statistic against the uniform distribution.
enum ChiSquare {
    static func statistic(_ counts: [Int]) -> Double {
        let expected = Double(counts.reduce(0, +)) / Double(counts.count)
        return counts.reduce(0) { sum, count in
            sum + (Double(count) - expected) * (Double(count) - expected) / expected
        }
    }
}
