/// Welch's t: whether two means differ, whatever the variances.
package struct WelchTest: Sendable {
    /// The difference of the means in units of its standard error; positive where the first is larger.
    package let t: Double
    /// Degrees of freedom (Welch and Satterthwaite).
    package let freedom: Double

    /// How likely a difference at least as large, either way, is by chance.
    package var pValue: Double { StudentT.twoSided(t, freedom: freedom) }

    /// Compares what two streams left.
    package init(_ first: Moments, _ second: Moments) {
        let parts = (first.variance / first.count, second.variance / second.count)
        let sum = parts.0 + parts.1
        let difference = first.mean - second.mean
        // Two constants are the same or they are not.
        self.t = sum == 0 && difference == 0 ? 0 : difference / sum.squareRoot()
        let spread = parts.0 * parts.0 / (first.count - 1) + parts.1 * parts.1 / (second.count - 1)
        self.freedom = sum == 0 ? first.count + second.count - 2 : sum * sum / spread
    }

    /// Compares two samples.
    package init(_ first: [Double], _ second: [Double]) { self.init(Moments(first), Moments(second)) }
}

/// Student's distribution.
package enum StudentT {
    /// The chance that the variable is further from zero than `t`, either way.
    package static func twoSided(_ t: Double, freedom: Double) -> Double {
        t.isInfinite ? 0 : IncompleteBeta.lower(freedom / (freedom + t * t), freedom / 2, 0.5)
    }
}
