internal import Foundation
internal import HotPaths

/// The ceilings of one group of paths, in a file that is kept with the sources.
struct CeilingFile {
    /// The ceilings by the names of the paths: what was counted when they were written.
    var ceilings: [String: Cost]
    private let url: URL

    /// Reads the file of a group; one that is not there has no ceilings.
    init(of group: HotPath.Group, in folder: String) throws {
        url = URL(filePath: folder).appending(path: "\(group.rawValue).json")
        ceilings =
            FileManager.default.fileExists(atPath: url.path)
            ? try JSONDecoder().decode([String: Cost].self, from: Data(contentsOf: url)) : [:]
    }

    /// Writes it, in an order that makes differences easy to read.
    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try (encoder.encode(ceilings) + Data("\n".utf8)).write(to: url)
    }
}
