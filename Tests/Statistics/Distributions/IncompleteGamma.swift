internal import Glibc

/// The regularized incomplete gamma functions.
package enum IncompleteGamma {
    /// `P(a, x)`: the share of the integral that lies below `x`.
    package static func lower(_ a: Double, _ x: Double) -> Double {
        guard a > 0, x >= 0 else { return .nan }
        return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
    }

    /// `Q(a, x)`: the share above `x`, exact in its relative error far out in the tail too.
    package static func upper(_ a: Double, _ x: Double) -> Double {
        guard a > 0, x >= 0 else { return .nan }
        guard x < .infinity else { return 0 }
        return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
    }

    /// `x^a e^-x / gamma(a)`.
    private static func scale(_ a: Double, _ x: Double) -> Double { x == 0 ? 0 : exp(a * log(x) - x - logGamma(a)) }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        var next = a
        while term > sum * 1e-17 {
            next += 1
            term *= x / next
            sum += term
        }
        return sum * scale(a, x)
    }

    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let value = ContinuedFraction.value(first: x + 1 - a) { number in
            (a: number * (a - number), b: x + 2 * number + 1 - a)
        }
        return scale(a, x) / value
    }
}
