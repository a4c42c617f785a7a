internal import Foundation

/// Where a report is written: a page, and a folder of figures beside it.
package struct FigureFolder: Sendable {
    /// No figure's file is larger, in bytes.
    static let largestFigure = 100_000

    private let folder: URL

    /// A folder that exists or will be made.
    package init(_ path: String) {
        folder = URL(filePath: path)
    }

    /// Writes a page and its figures in place of those that are there.
    ///
    /// - Parameters:
    ///   - name: the page's name without its ending, which is also that of the folder of figures.
    ///   - figures: each under the name of its file, without its ending.
    /// - Throws: ``FigureTooLarge``, or why a file cannot be written.
    package func write(_ page: String, named name: String, figures: [(name: String, figure: Figure)]) throws {
        let files = figures.map { ($0.name, Data(Plot.svg($0.figure).utf8)) }
        for (name, data) in files where data.count >= Self.largestFigure { throw FigureTooLarge(name: name) }
        let place = folder.appending(path: name)
        let manager = FileManager.default
        try manager.createDirectory(at: place, withIntermediateDirectories: true)
        for old in try manager.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
        where old.pathExtension == "svg" {
            try manager.removeItem(at: old)
        }
        for (name, data) in files { try data.write(to: place.appending(path: "\(name).svg")) }
        try Data(page.utf8).write(to: folder.appending(path: "\(name).md"))
    }
}

/// A figure does not thin its data enough.
package struct FigureTooLarge: Error, CustomStringConvertible {
    let name: String

    package var description: String {
        "The figure \(name) would take \(FigureFolder.largestFigure) bytes or more: thin what it draws."
    }
}
