import Adversaries
import Foundation
import Testing

@Suite struct ThreatModelTests {
    private static func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "spec-notes/threat-model.md"), encoding: .utf8)
    }

    @Test func everyClaimHasItsSectionInOrder() throws {
        let headings = try Self.page().split(separator: "\n").filter { $0.hasPrefix("### ") }.map { $0.lowercased() }
        #expect(headings == Claim.allCases.map { "### \($0.rawValue). \($0.name)" })
    }

    @Test func everySectionNamesItsAttackAndWhatItMustSee() throws {
        let claims = try Self.page().components(separatedBy: "\n### ").dropFirst()
        for section in claims {
            let own = section.components(separatedBy: "\n## ")[0]
            for words in ["*Against* A", "*Attack* (`", "*Must see* "] {
                #expect(own.contains(words), "\(words) in \(own.prefix(30))")
            }
        }
    }
}
