internal import Foundation
internal import HotPaths

/// What is to be said once all is counted: what is wrong, and what to do.
struct Summary {
    /// The paths that were counted.
    var comparisons: [Comparison] = []
    /// Those that could not be.
    var uncounted: [NotCounted] = []

    /// Whether every path could be counted, and none is above its ceiling or without one.
    var isGood: Bool {
        uncounted.isEmpty && of(.above).isEmpty && of(.noCeiling).isEmpty
    }

    /// The end of a comparison with the ceilings in a folder.
    func text(ceilings: String) -> String {
        var lines = uncounted.map(\.description)
        if !of(.noCeiling).isEmpty {
            lines.append(
                of(.noCeiling).count == comparisons.count
                    ? "There are no ceilings for this compiler and processor, in \(ceilings). Scripts/bench --update writes "
                        + "them: run it where the code is as it should be."
                    : "Without a ceiling: \(names(of(.noCeiling))). Scripts/bench --update, with a word of its name, writes one."
            )
        }
        lines += of(.above).flatMap(\.excesses)
        if let first = of(.above).first {
            lines.append(
                """
                What to do: if it is worth what it costs, Scripts/bench --update \(Self.quoted(first.name)) writes the new \
                ceiling, and the commit says why. If not, this shows where the instructions of the first of them go:
                    \(Counter.profile(ofPathAt: first.position))
                The ceilings hold for the libraries of the system, too: after an update of OpenSSL, libsodium or LMDB, count \
                the code of before once more.
                """)
        }
        if !of(.below).isEmpty {
            lines.append(
                "Below its ceiling: \(names(of(.below))). Scripts/bench --update lowers the ceilings, so that it stays so."
            )
        }
        lines.append(
            isGood
                ? (comparisons.count == 1
                    ? "The path is within its ceiling." : "All \(comparisons.count) paths are within their ceilings.")
                : "\(comparisons.count + uncounted.count) paths: \(of(.within).count + of(.below).count) within their "
                    + "ceilings, \(of(.above).count) above, \(of(.noCeiling).count) without one, \(uncounted.count) not counted."
        )
        return lines.joined(separator: "\n")
    }

    /// The end of writing the ceilings to a folder.
    func afterUpdate(of ceilings: String) -> String {
        (uncounted.map(\.description) + ["The ceilings of \(comparisons.count) paths are in \(ceilings)."])
            .joined(separator: "\n")
    }

    private func of(_ verdict: Verdict) -> [Comparison] { comparisons.filter { $0.verdict == verdict } }

    private func names(_ comparisons: [Comparison]) -> String {
        comparisons.map { "\"\($0.name)\"" }.joined(separator: ", ")
    }

    /// As a word of a shell's; names hold nothing but what stands between quotes as it is, or an apostrophe.
    private static func quoted(_ name: String) -> String {
        "'" + name.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
