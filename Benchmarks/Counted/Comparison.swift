internal import Foundation

/// A cost beside its ceiling.
struct Comparison {
    /// How much more than was counted once is taken for the same.
    ///
    /// Counts of the same program differ a little: a random number is drawn again, a hash table is seeded anew, a thread
    /// finds its work by itself or is woken. Ten runs of every path were within this.
    enum Tolerance {
        static let instructions = 0.03
        static let allocations = 0.02
        /// Of a path with few allocations, one more in two turns is no accident.
        static let fewAllocations = 0.5
    }

    /// The path's name.
    let name: String
    /// What it costs now.
    let cost: Cost
    /// What it may cost; `nil` where nobody has written that down.
    let ceiling: Cost?

    /// What is wrong, a sentence each.
    var complaints: [String] {
        guard let ceiling else {
            return ["\"\(name)\" has no ceiling for this compiler: Scripts/bench --update writes one."]
        }
        var complaints: [String] = []
        if Double(cost.instructions) > Double(ceiling.instructions) * (1 + Tolerance.instructions) {
            complaints.append(
                "\"\(name)\" takes \(cost.instructions) instructions, and may take \(ceiling.instructions) and "
                    + "\(Int(Tolerance.instructions * 100)) % more.")
        }
        let spare = max(Tolerance.fewAllocations, ceiling.allocations * Tolerance.allocations)
        if cost.allocations > ceiling.allocations + spare {
            complaints.append(
                "\"\(name)\" asks for memory \(cost.allocations) times, and may \(ceiling.allocations) times and "
                    + String(format: "%.1f more.", spare))
        }
        return complaints
    }

    /// A line of the table.
    var line: String {
        let before = ceiling.map { ceiling in
            String(
                format: "%+6.1f %%  %+6.1f", (Double(cost.instructions) / Double(ceiling.instructions) - 1) * 100,
                cost.allocations - ceiling.allocations)
        }
        return String(format: "%12d  %8.1f  ", cost.instructions, cost.allocations)
            + (before ?? "     new     new") + "  " + name
    }

    /// What stands above the lines.
    static let head = "instructions  allocated      against ceiling  path"
}
