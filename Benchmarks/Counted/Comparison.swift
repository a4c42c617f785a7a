internal import Foundation
internal import HotPaths

/// A cost beside its ceiling.
struct Comparison {
    /// How much more than was counted once is taken for the same.
    private struct Tolerance {
        /// As a part of the instructions.
        let instructions: Double
        /// Allocations.
        let allocations: Double

        /// Work on one thread is repeated to 1 part in 100: what differs is the random numbers that it draws.
        static let oneThread = Tolerance(instructions: 0.02, allocations: 0.2)
        /// Where work passes from thread to thread, one is sometimes woken and sometimes finds its work by itself: runs
        /// of the same program differed by 1.6 parts in 100, and by 1.3 allocations.
        static let manyThreads = Tolerance(instructions: 0.04, allocations: 2)

        static func of(_ group: HotPath.Group) -> Tolerance {
            switch group {
            case .sealing, .blindTokens: oneThread
            case .lmdbStore, .requests: manyThreads
            }
        }
    }

    /// What the path belongs to.
    let group: HotPath.Group
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
        let tolerance = Tolerance.of(group)
        var complaints: [String] = []
        if Double(cost.instructions) > Double(ceiling.instructions) * (1 + tolerance.instructions) {
            complaints.append(
                "\"\(name)\" takes \(cost.instructions) instructions, and may take \(ceiling.instructions) and "
                    + "\(Int(tolerance.instructions * 100)) % more.")
        }
        if cost.allocations > ceiling.allocations + tolerance.allocations {
            complaints.append(
                "\"\(name)\" asks for memory \(cost.allocations) times, and may \(ceiling.allocations) times and "
                    + String(format: "%.1f more.", tolerance.allocations))
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
