import Foundation
import Testing

/// Keeps the worked examples of the protocol's description true.
///
/// With `CPS_WRITE_EXAMPLES=1` in the environment the test writes them instead.
@Suite("spec-notes/protocol.md")
struct ProtocolDocumentTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../spec-notes/protocol.md").standardized

    @Test("has the worked examples that the code computes")
    func examples() throws {
        let text = try String(contentsOf: Self.path, encoding: .utf8)
        let examples = try WorkedExamples().all
        var found: Set<String> = []
        let block = /<!-- example: ([a-z]+) -->\n(?:(.*?)\n<!-- end -->)?/.dotMatchesNewlines()
        let renewed = text.replacing(block) { match in
            let name = String(match.1)
            found.insert(name)
            return "<!-- example: \(name) -->\n\(examples[name] ?? "")\n<!-- end -->"
        }
        #expect(found == Set(examples.keys), "every example has its place, and every place its example")
        if ProcessInfo.processInfo.environment["CPS_WRITE_EXAMPLES"] == "1" {
            try renewed.write(to: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(renewed == text, "run the tests with CPS_WRITE_EXAMPLES=1 and read what changed")
        }
    }
}
