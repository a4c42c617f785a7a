internal import Glibc

/// The regularized incomplete beta function.
package enum IncompleteBeta {
    /// `I_x(a, b)`: the share of the integral that lies below `x`.
    package static func lower(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, (0...1).contains(x) else { return .nan }
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges quickly on this side; the other is its complement.
        return x < (a + 1) / (a + b + 2) ? fraction(x, a, b) : 1 - fraction(1 - x, b, a)
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let scale = exp(a * log(x) + b * log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
        let value = ContinuedFraction.value(first: 1) { number in
            let half = (number / 2).rounded(.down)
            let (below, above) = (a + 2 * half - 1, a + 2 * half)
            let even = half * (b - half) * x / (below * above)
            let odd = -(a + half) * (a + b + half) * x / (above * (above + 1))
            return (a: number == 2 * half ? even : odd, b: 1)
        }
        return scale / value
    }
}
