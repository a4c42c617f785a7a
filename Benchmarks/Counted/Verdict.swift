/// What is to be said of a path that was counted.
enum Verdict: String {
    /// It costs what it may.
    case within = "ok"
    /// It costs more than it may.
    case above = "ABOVE"
    /// It costs so much less that a lower ceiling could be written.
    case below = "below"
    /// Nobody has written down what it may cost.
    case noCeiling = "NO CEILING"

    /// Compares a cost with its ceiling.
    init(_ cost: Cost, ceiling: Cost?, tolerance: Tolerance) {
        guard let ceiling else {
            self = .noCeiling
            return
        }
        let instructions = Double(cost.instructions) / Double(ceiling.instructions) - 1
        let allocations = cost.allocations - ceiling.allocations
        if instructions > tolerance.instructions || allocations > tolerance.allocations {
            self = .above
        } else if instructions < -tolerance.instructions || allocations < -tolerance.allocations {
            self = .below
        } else {
            self = .within
        }
    }
}
