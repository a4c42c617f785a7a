internal import Figures

/// Where the report on the service's privacy is written.
package struct ReportFolder: Sendable {
    /// The page's name without its ending, which is also that of the folder of figures.
    package static let name = "privacy-report"

    private let folder: FigureFolder

    /// A folder that exists or will be made.
    package init(_ path: String) {
        folder = FigureFolder(path)
    }

    /// Writes the page and its figures in place of those that are there.
    ///
    /// - Throws: ``FigureTooLarge``, or why a file cannot be written.
    package func write(_ report: PrivacyReport) throws {
        try folder.write(
            report.markdown, named: Self.name,
            figures: DrawnFigure.all(of: report.result).map { ($0.name, $0.figure) })
    }
}
