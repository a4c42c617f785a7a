internal import Foundation
internal import HotPaths

/// A cost beside its ceiling.
struct Comparison {
    /// The path's place in the list of all.
    let position: Int
    /// What it costs now.
    let cost: Cost
    /// What it may cost; `nil` where nobody has written that down.
    let ceiling: Cost?

    private var path: HotPath { HotPath.all[position] }
    private var tolerance: Tolerance { .of(path.group) }

    /// The path's name.
    var name: String { path.name }
    /// What is to be said of it.
    var verdict: Verdict { Verdict(cost, ceiling: ceiling, tolerance: tolerance) }

    /// What is above the ceiling, and by how much, a sentence each.
    var excesses: [String] {
        guard let ceiling else { return [] }
        var excesses: [String] = []
        let instructions = Double(cost.instructions) / Double(ceiling.instructions) - 1
        if instructions > tolerance.instructions {
            excesses.append(
                "\"\(name)\" takes \(cost.instructions) instructions: \(cost.instructions - ceiling.instructions) more than "
                    + String(
                        format: "its ceiling, or %.1f %%, where %.0f %% is allowed.", instructions * 100,
                        tolerance.instructions * 100))
        }
        let allocations = cost.allocations - ceiling.allocations
        if allocations > tolerance.allocations {
            excesses.append(
                "\"\(name)\" asks for memory "
                    + String(
                        format: "%.1f times: %.1f times more than its ceiling, where %.1f is allowed.",
                        cost.allocations,
                        allocations, tolerance.allocations))
        }
        return excesses
    }

    /// A line of the table.
    var line: String {
        let ceilings = ceiling.map { ceiling in
            (
                String(
                    format: "%12d %+7.1f %%", ceiling.instructions,
                    (Double(cost.instructions) / Double(ceiling.instructions) - 1) * 100),
                String(format: "%8.1f %+7.1f", ceiling.allocations, cost.allocations - ceiling.allocations)
            )
        }
        let none = ("           -         -", "       -       -")
        return Self.padded(name) + String(format: "%12d ", cost.instructions) + (ceilings ?? none).0
            + String(format: "%12.1f ", cost.allocations) + (ceilings ?? none).1 + "  " + verdict.rawValue
    }

    /// A line for a path that could not be counted.
    static func line(uncounted name: String) -> String {
        padded(name) + "could not be counted"
    }

    /// What stands above the lines.
    static let head =
        padded("path") + "instructions      ceiling      more allocations  ceiling    more  verdict"

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, nameWidth - name.count))
    }

    private static let nameWidth = (HotPath.all.map(\.name.count).max() ?? 0) + 2
}
