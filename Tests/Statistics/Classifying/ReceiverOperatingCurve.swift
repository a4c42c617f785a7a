/// How well a score tells one kind from another: the area under the receiver's operating curve.
package struct ReceiverOperatingCurve: Sendable {
    /// The chance that one of the first kind scores higher than one of the second; equal scores count half.
    package let area: Double
    /// Its standard error (DeLong, DeLong and Clarke-Pearson 1988).
    package let standardError: Double
    /// The area's distance from a half in units of the standard error that it has where scores know nothing of the
    /// kind (Mann and Whitney, with equal scores accounted for).
    package let z: Double
    private let positives: [Double]
    private let negatives: [Double]

    /// The area within two standard errors, never outside of 0 to 1.
    package var interval: ClosedRange<Double> {
        let reach = Normal.ninetyFivePercent * standardError
        return max(0, area - reach)...min(1, area + reach)
    }

    /// Scores of those that should score high, and of those that should not; neither empty.
    package init(positives: [Double], negatives: [Double]) {
        let (own, other) = (positives.sorted(), negatives.sorted())
        self.positives = own
        self.negatives = other
        let (m, n) = (Double(own.count), Double(other.count))
        // The share of the other kind that lies below each one, half of those beside it included.
        let above = Self.places(of: own, among: other).map { $0 / n }
        let below = Self.places(of: other, among: own).map { 1 - $0 / m }
        let area = above.reduce(0, +) / m
        self.area = area
        self.standardError = (Moments(above).variance / m + Moments(below).variance / n).squareRoot()
        let total = m + n
        let ties = Self.tieSizes(own, other).reduce(0.0) { $0 + $1 * ($1 * $1 - 1) }
        let variance = (total + 1 - ties / (total * (total - 1))) / (12 * m * n)
        self.z = variance > 0 ? (area - 0.5) / variance.squareRoot() : area == 0.5 ? 0 : .infinity
    }

    /// The share of false and of true alarms at so many thresholds.
    package func points(_ count: Int = 200) -> [(falseAlarms: Double, trueAlarms: Double)] {
        let all = (positives + negatives).sorted(by: >)
        guard count > 1, !all.isEmpty else { return [] }
        let thresholds = (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
        let inner = thresholds.map { threshold in
            (
                falseAlarms: Self.share(of: negatives, notBelow: threshold),
                trueAlarms: Self.share(of: positives, notBelow: threshold)
            )
        }
        return [(0, 0)] + inner
    }

    private static func share(of sorted: [Double], notBelow threshold: Double) -> Double {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < threshold { low = middle + 1 } else { high = middle }
        }
        return Double(sorted.count - low) / Double(sorted.count)
    }

    /// For each value how many of the others lie below it, and half of those that are equal; both sorted.
    private static func places(of values: [Double], among others: [Double]) -> [Double] {
        var (low, high) = (0, 0)
        return values.map { value in
            while low < others.count, others[low] < value { low += 1 }
            high = max(high, low)
            while high < others.count, others[high] == value { high += 1 }
            return Double(low + high) / 2
        }
    }

    /// How many times each value occurs in both together.
    private static func tieSizes(_ left: [Double], _ right: [Double]) -> [Double] {
        var sizes: [Double] = []
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            let value = min(i < left.count ? left[i] : .infinity, j < right.count ? right[j] : .infinity)
            let start = i + j
            while i < left.count, left[i] <= value { i += 1 }
            while j < right.count, right[j] <= value { j += 1 }
            if i + j == start { return [] }  // A score that is no number: the area is none either.
            sizes.append(Double(i + j - start))
        }
        return sizes
    }
}
