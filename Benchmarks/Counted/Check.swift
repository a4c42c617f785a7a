internal import ArgumentParser
internal import Foundation
internal import HotPaths

/// `ceilings check`: counts every path, and compares or writes.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count every hot path and compare with the ceilings: ends with 1 where one is passed.")

    @Argument(help: "Words of names of paths; where none is given, all are counted.")
    var words: [String] = []

    @Option(help: ArgumentHelp("The folder of the ceilings.", valueName: "folder"))
    var ceilings: String

    @Flag(help: "Write what was counted as the ceilings.")
    var update = false

    func run() throws {
        let positions = HotPath.all.indices.filter { position in
            words.isEmpty || words.contains { HotPath.all[position].name.contains($0) }
        }
        guard !positions.isEmpty else {
            throw ValidationError(
                "No path has that in its name. There are:\n" + HotPath.all.map(\.name).joined(separator: "\n"))
        }
        var summary = Summary()
        say(Comparison.head)
        for group in HotPath.Group.allCases {
            var file = try CeilingFile(of: group, in: ceilings)
            for position in positions where HotPath.all[position].group == group {
                let name = HotPath.all[position].name
                guard let cost = count(position, into: &summary) else { continue }
                let comparison = Comparison(position: position, cost: cost, ceiling: file.ceilings[name])
                say(comparison.line)
                summary.comparisons.append(comparison)
                if update { file.ceilings[name] = cost }
            }
            if update {
                // A path that is no more has no ceiling.
                let names = Set(HotPath.all.filter { $0.group == group }.map(\.name))
                file.ceilings = file.ceilings.filter { names.contains($0.key) }
                try file.write()
            }
        }
        say("\n" + (update ? summary.afterUpdate(of: ceilings) : summary.text(ceilings: ceilings)))
        guard summary.uncounted.isEmpty, update || summary.isGood else { throw ExitCode.failure }
    }

    /// What a path costs; `nil` where it could not be counted, which is said.
    private func count(_ position: Int, into summary: inout Summary) -> Cost? {
        do {
            return try Counter().cost(ofPathAt: position)
        } catch {
            say(Comparison.line(uncounted: error.path))
            summary.uncounted.append(error)
            return nil
        }
    }

    /// Prints a line at once: counting takes its time.
    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
