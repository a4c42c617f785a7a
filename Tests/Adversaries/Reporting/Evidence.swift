package import Figures

/// What an attack leaves behind: its findings, and what can be drawn of them.
package struct Evidence: Sendable, Codable {
    package var findings: [Finding]
    package var figures: [Figure]

    /// Evidence as given.
    package init(_ findings: [Finding] = [], figures: [Figure] = []) {
        self.findings = findings
        self.figures = figures
    }

    /// Both together.
    package static func += (left: inout Evidence, right: Evidence) {
        left.findings += right.findings
        left.figures += right.figures
    }

    /// Whether any of the attacks learned something.
    package var succeeded: Bool { findings.contains(where: \.succeeded) }
}
