internal import Foundation

/// A way to guess which transcript a token came from: the one whose factor looks least like a number drawn from
/// all.
struct FactorGuess: Sendable {
    let name: String
    /// The lower, the more suspicious; of a factor, and of how often each stands among all pairs.
    private let suspicion: @Sendable ([UInt8], [[UInt8]: Int]) -> [UInt8]

    /// All ways.
    static let all: [FactorGuess] = [
        FactorGuess(name: "the smallest factor") { factor, _ in factor },
        FactorGuess(name: "the largest factor") { factor, _ in factor.map { ~$0 } },
        FactorGuess(name: "the factor with the fewest ones") { factor, _ in
            bytes(factor.reduce(0) { $0 + $1.nonzeroBitCount })
        },
        FactorGuess(name: "the factor that ends in the most zeros") { factor, _ in factor.reversed() },
        FactorGuess(name: "the factor seen most often") { factor, counts in bytes(Int.max - (counts[factor] ?? 0)) },
    ]

    /// How many tokens are guessed right. Where several transcripts are as suspicious, the first is guessed, which in
    /// a random order is none in particular.
    func right(_ factors: [[[UInt8]?]], truth: [Int]) -> Int {
        let counts = factors.joined().reduce(into: [[UInt8]: Int]()) { counts, factor in
            if let factor { counts[factor, default: 0] += 1 }
        }
        return zip(factors, truth).count { row, truth in
            let ranked = row.enumerated().compactMap { place, factor in
                factor.map { (place: place, suspicion: suspicion($0, counts)) }
            }
            let guess = ranked.min { $0.suspicion.lexicographicallyPrecedes($1.suspicion) }
            return guess?.place == truth
        }
    }

    /// The probability that blind guesses among `count` are right `right` times or more in `count` tries.
    static func chance(of right: Int, among count: Int) -> Double {
        let hit = 1 / Double(count)
        return (right...max(right, count)).reduce(0) { sum, hits in
            guard hits <= count else { return sum }
            let ways = lgamma(Double(count) + 1) - lgamma(Double(hits) + 1) - lgamma(Double(count - hits) + 1)
            let misses = count == hits ? 0 : Double(count - hits) * log(1 - hit)
            return sum + exp(ways + Double(hits) * log(hit) + misses)
        }
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
