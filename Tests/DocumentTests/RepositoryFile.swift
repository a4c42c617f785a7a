import Foundation

/// A file or folder of this repository, by its path from the top.
struct RepositoryFile {
    let url: URL

    init(_ path: String) {
        url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(path)").standardized
    }

    var text: String {
        get throws { try String(contentsOf: url, encoding: .utf8) }
    }

    /// The Swift files under it, by their paths from here.
    var swiftFiles: [String] {
        let all = FileManager.default.enumerator(atPath: url.path)
        return (all?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.sorted()
    }
}

/// The rows of the first table behind a heading of a document, each as the texts of its cells.
struct DocumentTable {
    let rows: [[String]]

    init(under heading: String, in document: String) {
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
        let section = lines.drop { $0 != "## \(heading)" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        // The first two lines of a table are its head and a line of dashes.
        rows = section.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2).map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }
    }
}
