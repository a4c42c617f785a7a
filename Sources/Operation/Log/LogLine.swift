internal import Foundation
package import Logging

/// One line of a log in JSON: always these members, and never a line break within.
package struct LogLine: Sendable, Encodable {
    /// When it was written: RFC 3339, UTC, to the millisecond.
    package let time: String
    /// `trace` to `critical`.
    package let level: String
    /// The program.
    package let program: String
    /// The part of the program that speaks.
    package let source: String
    /// What it says.
    package let message: String
    /// What belongs to it, by name; empty where nothing does.
    package let metadata: [String: String]

    /// A line of this moment.
    package init(
        program: String, level: Logger.Level, source: String, message: String, metadata: [String: String] = [:]
    ) {
        time = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        self.level = level.rawValue
        self.program = program
        self.source = source
        self.message = message
        self.metadata = metadata
    }

    /// The line, with the break that ends it.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings can always be encoded; JSON writes a line break within one as two characters.
        guard let data = try? encoder.encode(self) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
