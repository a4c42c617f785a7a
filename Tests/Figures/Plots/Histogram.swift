/// Samples of several series, counted in bins that all of them share.
struct Histogram {
    static let binCount = 80

    /// What the bins cover.
    let range: ClosedRange<Double>
    /// The share of each series that lies in each bin.
    let shares: [[Double]]
    /// How many samples lie outside the range: the few far ones, which would leave no room for the rest.
    let outside: Int

    /// Counts. The range leaves out two samples in a thousand at either end where there are so many.
    init(_ series: [[Double]]) {
        let sorted = series.flatMap { $0.filter(\.isFinite) }.sorted()
        let cut = sorted.count / 500
        let scale = Scale((sorted.isEmpty ? 0 : sorted[cut])...(sorted.isEmpty ? 1 : sorted[sorted.count - 1 - cut]))
        var outside = 0
        shares = series.map { samples in
            var counts = [Double](repeating: 0, count: Self.binCount)
            for sample in samples {
                guard scale.range.contains(sample) else {
                    outside += 1
                    continue
                }
                counts[min(Self.binCount - 1, Int(scale.fraction(sample) * Double(Self.binCount)))] += 1
            }
            return counts.map { samples.isEmpty ? 0 : $0 / Double(samples.count) }
        }
        self.range = scale.range
        self.outside = outside
    }
}
