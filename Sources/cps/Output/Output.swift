import Foundation

/// Writes to the two standard streams, at once and in whole lines.
enum Output {
    /// A line for whoever asked.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// A line beside the answer: warnings and errors.
    static func warn(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// A warning beside the answer: in words, or as a JSON object with a stable word for programs.
    static func warn(_ text: String, name: String, json: Bool) {
        let object = json ? try? Output.json(["warning": name, "detail": text]) : nil
        warn(object ?? "cps: \(text)")
    }

    /// One JSON object on one line, its keys in order.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
