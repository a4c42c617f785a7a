package import Adversaries
package import Figures

/// A figure under the name that it has in the report.
package struct DrawnFigure: Sendable {
    package let claim: Claim
    /// The name of its file, without the ending.
    package let name: String
    package let figure: Figure

    /// Every figure of a run, those of the service first and each name once.
    package static func all(of result: RunResult) -> [DrawnFigure] {
        let own = result.attacks.flatMap { outcome in
            outcome.ending.figures.map { DrawnFigure(claim: outcome.claim, name: fileName($0.name), figure: $0) }
        }
        let mutants = result.mutants.filter(\.isDrawn).flatMap { mutant in
            mutant.ending.figures.map { figure in
                DrawnFigure(
                    claim: mutant.claim, name: fileName("\(figure.name)-\(mutant.name)"),
                    figure: Figure(
                        figure.name, title: "\(figure.title) (broken on purpose: \(mutant.name))", figure.form,
                        horizontal: figure.horizontal, vertical: figure.vertical, figure.series))
            }
        }
        var seen: [String: Int] = [:]
        return (own + mutants).map { drawn in
            seen[drawn.name, default: 0] += 1
            let count = seen[drawn.name] ?? 1
            return count == 1
                ? drawn : DrawnFigure(claim: drawn.claim, name: "\(drawn.name)-\(count)", figure: drawn.figure)
        }
    }

    /// Lower-case letters, digits and hyphens alone.
    static func fileName(_ name: String) -> String {
        String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
