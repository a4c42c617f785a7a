internal import Figures
internal import Foundation

/// Where a report is written: a page, and a folder of figures beside it.
package struct ReportFolder: Sendable {
    /// The page's name without its ending, which is also that of the folder of figures.
    package static let name = "privacy-report"
    /// No figure's file is larger.
    static let largestFigure = 100_000

    private let folder: URL

    /// A folder that exists or will be made.
    package init(_ path: String) {
        folder = URL(filePath: path)
    }

    /// Writes the page and its figures in place of those that are there.
    ///
    /// - Throws: ``FigureTooLarge``, or why a file cannot be written.
    package func write(_ report: PrivacyReport) throws {
        let files = DrawnFigure.all(of: report.result).map { ($0.name, Data(Plot.svg($0.figure).utf8)) }
        for (name, data) in files where data.count >= Self.largestFigure { throw FigureTooLarge(name: name) }
        let figures = folder.appending(path: Self.name)
        let manager = FileManager.default
        try manager.createDirectory(at: figures, withIntermediateDirectories: true)
        for old in try manager.contentsOfDirectory(at: figures, includingPropertiesForKeys: nil)
        where old.pathExtension == "svg" {
            try manager.removeItem(at: old)
        }
        for (name, data) in files { try data.write(to: figures.appending(path: "\(name).svg")) }
        try Data(report.markdown.utf8).write(to: folder.appending(path: "\(Self.name).md"))
    }
}

/// A figure does not thin its data enough.
package struct FigureTooLarge: Error, CustomStringConvertible {
    let name: String

    package var description: String {
        "The figure \(name) would take \(ReportFolder.largestFigure) bytes or more: thin what it draws."
    }
}
