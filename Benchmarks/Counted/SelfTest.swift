internal import ArgumentParser
internal import Foundation
internal import HotPaths

/// `ceilings self-test`: shows that a path which has become worse is seen, and that one which has not is not.
struct SelfTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count a path of each group twice, once with more allocations: ends with 1 where that is not seen.")

    func run() throws {
        var isGood = true
        for group in HotPath.Group.allCases {
            guard let position = HotPath.all.indices.first(where: { HotPath.all[$0].group == group }) else { continue }
            let tolerance = Tolerance.of(group)
            let more = Int(tolerance.allocations * 2) + 1
            let usual = try Counter().cost(ofPathAt: position)
            let same = Verdict(try Counter().cost(ofPathAt: position), ceiling: usual, tolerance: tolerance)
            let worse = Verdict(try Counter().cost(ofPathAt: position, and: more), ceiling: usual, tolerance: tolerance)
            let isSeen = same == .within && worse == .above
            isGood = isGood && isSeen
            print(
                "\"\(HotPath.all[position].name)\": the same again is \(same.rawValue), with \(more) more allocations "
                    + "\(worse.rawValue): \(isSeen ? "as it should be" : "NOT as it should be")")
        }
        guard isGood else { throw ExitCode.failure }
    }
}
