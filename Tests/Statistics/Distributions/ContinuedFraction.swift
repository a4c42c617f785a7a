/// A continued fraction by the modified method of Lentz: `b0 + a1/(b1 + a2/(b2 + ...))`.
enum ContinuedFraction {
    private static let tiny = 1e-300
    private static let mostTerms = 100_000

    /// - Parameter term: the pair `a`, `b` of the term with a number, from 1.
    static func value(first: Double, term: (Double) -> (a: Double, b: Double)) -> Double {
        var value = first == 0 ? tiny : first
        var (numerator, denominator) = (value, 0.0)
        for number in 1...mostTerms {
            let (a, b) = term(Double(number))
            denominator = b + a * denominator
            if denominator == 0 { denominator = tiny }
            numerator = b + a / numerator
            if numerator == 0 { numerator = tiny }
            denominator = 1 / denominator
            let factor = numerator * denominator
            value *= factor
            if abs(factor - 1) < 1e-15 { return value }
        }
        return .nan
    }
}
