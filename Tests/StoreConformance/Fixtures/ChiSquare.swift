package import CallPlacement
import Sealing

/// Tells a uniform choice from one that is not.
package enum ChiSquare {
    /// Requires that in many samples every identifier stands about as often in every position.
    ///
    /// Pearson's chi-square over identifiers x positions. The columns are dependent (one sample holds nobody twice),
    /// which makes the statistic smaller, never larger, on average. The bound is the mean of the distribution with
    /// as many degrees of freedom as there are cells plus six times its standard deviation: a uniform choice is
    /// called uneven fewer than once in a million runs.
    package static func requireUniformPositions(
        of ids: [PlacementID], length: Int, rounds: Int, sample: () throws -> [PlacementID]
    ) throws {
        var counts: [PlacementID: [Int]] = [:]
        for id in ids { counts[id] = Array(repeating: 0, count: length) }
        for _ in 0..<rounds {
            let drawn = try sample()
            try require(drawn.count == length, "a sample has \(drawn.count) and not \(length)")
            for (position, id) in drawn.enumerated() { counts[id]?[position] += 1 }
        }
        let expected = Double(rounds) / Double(ids.count)
        let statistic = counts.values.joined().reduce(0) { sum, count in
            sum + (Double(count) - expected) * (Double(count) - expected) / expected
        }
        let freedom = Double(ids.count * length)
        let bound = freedom + 6 * (2 * freedom).squareRoot()
        try require(statistic < bound, "chi-square is \(statistic), above \(bound): the choice is not uniform")
    }
}

extension SampleRequests {
    /// The one-digit prefix that most of some indexes share.
    static func commonPrefix(of indexes: [PlacementIndex]) throws -> IndexPrefix {
        let prefixes = try everything()
        let counts = prefixes.map { prefix in indexes.count { prefix.contains($0) } }
        guard let most = counts.max(), let place = counts.firstIndex(of: most) else {
            throw ConformanceFailure(description: "there are no indexes")
        }
        return prefixes[place]
    }
}
