/// What dieharder said of one stream.
package struct DieharderResults: Sendable, Equatable {
    /// Names of tests whose result was neither weak nor failed.
    package private(set) var passed: [String] = []
    /// Names of tests with a result that comes about once in a hundred times.
    package private(set) var weak: [String] = []
    /// Names of tests with a result that does not come about by chance.
    package private(set) var failed: [String] = []

    /// Tests that dieharder's own list calls suspect, or not to be used: they fail for good generators too.
    package static let unreliable: Set<String> = ["diehard_opso", "diehard_oqso", "diehard_dna", "diehard_sums"]

    /// Reads the table: lines of `name|ntup|tsamples|psamples|p-value|assessment`, among other lines.
    package init(output: String) {
        for line in output.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(Self.trimmed)
            guard cells.count == 6, !Self.unreliable.contains(cells[0]) else { continue }
            switch cells[5] {
            case "PASSED": passed.append(cells[0])
            case "WEAK": weak.append(cells[0])
            case "FAILED": failed.append(cells[0])
            default: continue
            }
        }
    }

    /// Number of results.
    package var count: Int { passed.count + weak.count + failed.count }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
