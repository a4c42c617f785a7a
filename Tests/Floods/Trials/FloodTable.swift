internal import Foundation

/// Results as a table of text.
package enum FloodTable {
    /// The first lines.
    package static let heading = row([
        "flood", "connections", "made", "ended", "said", "p50 ms", "p99 ms", "good", "MB before", "MB most", "files",
        "recovery s",
    ])

    /// One line.
    package static func row(_ result: FloodTrial.Result) -> String {
        let experience = result.experience
        return row([
            result.name, "\(result.connections)", "\(result.counts.made)", "\(result.counts.ended)",
            "\(result.counts.said)", number(experience.percentile(50)), number(experience.percentile(99)),
            String(format: "%.3f", experience.goodShare), "\(result.megabytesBefore)", "\(result.megabytesMost)",
            "\(result.descriptors)", String(format: "%.2f", result.recovery),
        ])
    }

    private static func row(_ columns: [String]) -> String {
        columns.enumerated().map { index, text in
            let width = index == 0 ? 26 : 12
            let blanks = String(repeating: " ", count: max(1, width - text.count))
            return index == 0 ? text + blanks : blanks + text
        }.joined()
    }

    private static func number(_ value: Double) -> String { String(format: "%.0f", value) }
}
