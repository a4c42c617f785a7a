/// Two pieces of work, timed in turns, so that whatever else the machine does meets both alike.
package struct Comparison: Sendable {
    /// Seconds that one repetition of each took, round by round.
    package let path: [Double]
    package let baseline: [Double]

    /// Times both, one after the other, the order changing from round to round.
    ///
    /// - Parameters:
    ///   - rounds: how often both are timed.
    ///   - path: does its work as many times as it is told.
    ///   - pathRepetitions: how many times in each round: enough to take milliseconds.
    package static func measure(
        rounds: Int, _ pathRepetitions: Int, _ path: (Int) throws -> Void, against baselineRepetitions: Int,
        _ baseline: (Int) throws -> Void
    ) rethrows -> Comparison {
        // Once without a clock: what is made on first use is nobody's cost.
        try path(1)
        try baseline(1)
        var (paths, baselines): ([Double], [Double]) = ([], [])
        for round in 0..<rounds {
            if round.isMultiple(of: 2) { try paths.append(seconds(pathRepetitions, path)) }
            try baselines.append(seconds(baselineRepetitions, baseline))
            if !round.isMultiple(of: 2) { try paths.append(seconds(pathRepetitions, path)) }
        }
        return Comparison(path: paths, baseline: baselines)
    }

    /// How many times as long as the baseline the path takes: the median over the rounds.
    package var ratio: Double {
        Self.median(zip(path, baseline).map { $0 / $1 })
    }

    /// The middle one of some numbers; the upper one where two are in the middle.
    package static func median(_ numbers: [Double]) -> Double {
        numbers.isEmpty ? .nan : numbers.sorted()[numbers.count / 2]
    }

    private static func seconds(_ repetitions: Int, _ work: (Int) throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try work(repetitions)
        return (ContinuousClock.now - start) / .seconds(repetitions)
    }
}
