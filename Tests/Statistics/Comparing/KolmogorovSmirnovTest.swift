internal import Glibc

/// The two-sample test of Kolmogorov and Smirnov: whether two samples come from one distribution.
///
/// The chance is the asymptotic one with Stephens' correction for small samples. Values that occur in both samples are
/// stepped over together; with many of them the chance is told too large, never too small.
package struct KolmogorovSmirnovTest: Sendable {
    /// The largest distance between the two cumulative distributions.
    package let distance: Double
    /// Where that is.
    package let place: Double
    /// How likely a distance at least as large is by chance.
    package let pValue: Double

    /// Compares two samples, neither of them empty.
    package init(_ first: [Double], _ second: [Double]) {
        let (left, right) = (first.sorted(), second.sorted())
        let sizes = (Double(left.count), Double(right.count))
        var (distance, place) = (0.0, Double.nan)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let value = min(left[i], right[j])
            while i < left.count, left[i] <= value { i += 1 }
            while j < right.count, right[j] <= value { j += 1 }
            let here = abs(Double(i) / sizes.0 - Double(j) / sizes.1)
            if here > distance { (distance, place) = (here, value) }
        }
        let effective = (sizes.0 * sizes.1 / (sizes.0 + sizes.1)).squareRoot()
        self.distance = distance
        self.place = place
        self.pValue =
            left.isEmpty || right.isEmpty ? .nan : Self.above((effective + 0.12 + 0.11 / effective) * distance)
    }

    /// The chance that Kolmogorov's variable is above `value`.
    package static func above(_ value: Double) -> Double {
        guard value > 0.2 else { return 1 }
        // Both forms of Jacobi's theta function are the same number; each converges on its side.
        if value < 1.18 {
            let exponent = -Double.pi * Double.pi / (8 * value * value)
            var sum = 0.0
            for odd in stride(from: 1.0, to: 40, by: 2) { sum += exp(exponent * odd * odd) }
            return 1 - (2 * Double.pi).squareRoot() / value * sum
        }
        var (sum, sign) = (0.0, 1.0)
        for number in stride(from: 1.0, to: 100, by: 1) {
            let term = exp(-2 * number * number * value * value)
            sum += sign * term
            sign = -sign
            if term < sum * 1e-17 { break }
        }
        return 2 * sum
    }
}
