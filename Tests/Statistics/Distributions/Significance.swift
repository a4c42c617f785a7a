internal import Glibc

/// What to make of many chances at once.
package enum Significance {
    /// Chances below this are told as this, so that a score stays a number that can be printed.
    private static let least = 1e-300

    /// The chance of a smallest chance as small as this among so many, at most (Bonferroni).
    package static func bonferroni(_ chances: some Collection<Double>) -> Double {
        // A chance that is no number must not be passed over.
        if chances.contains(where: \.isNaN) { return .nan }
        return min(1, (chances.min() ?? 1) * Double(chances.count))
    }

    /// How many zeros a chance has behind its point: 6 for one in a million.
    package static func score(_ chance: Double) -> Double { chance.isNaN ? .nan : max(0, -log10(max(chance, least))) }
}
