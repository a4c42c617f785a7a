extension RandomNumberGenerator {
    /// `count` distinct numbers below `bound`, every ordered choice equally likely.
    ///
    /// A Fisher-Yates shuffle that stops after `count` steps; `count` is at most `bound`.
    mutating func distinctPositions(_ count: Int, below bound: Int) -> [Int] {
        guard count > 0 else { return [] }
        var positions = Array(0..<bound)
        for step in 0..<count {
            positions.swapAt(step, Int.random(in: step..<bound, using: &self))
        }
        return Array(positions.prefix(count))
    }
}
