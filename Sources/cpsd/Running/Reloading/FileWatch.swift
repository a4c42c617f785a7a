import Foundation

/// Finds out that files have been replaced or rewritten, by looking at them again and again. Links are followed.
///
/// A change is told once nothing has changed any more between two looks: a certificate and its key are written one after
/// the other.
struct FileWatch: Sendable {
    /// What tells one state of a file from another; nothing where there is none.
    private struct Trace: Hashable {
        var facts: [String] = []
        var modified: TimeInterval?
    }

    private let paths: [String]
    private var seen: [Trace]
    /// At first as if something had: the files were read a while before they are watched.
    private var isChanging = true

    /// Watches files from now on.
    init(_ paths: [String]) {
        self.paths = paths
        seen = paths.map(Self.trace)
    }

    /// Looks; `true` where files have changed and have come to rest since.
    mutating func hasSettledOnAChange() -> Bool {
        let now = paths.map(Self.trace)
        if now != seen {
            (seen, isChanging) = (now, true)
            return false
        }
        defer { isChanging = false }
        return isChanging
    }

    private static func trace(of path: String) -> Trace {
        let file = URL(filePath: path).resolvingSymlinksInPath().path
        guard let found = try? FileManager.default.attributesOfItem(atPath: file) else { return Trace() }
        let keys: [FileAttributeKey] = [.systemNumber, .systemFileNumber, .size, .posixPermissions]
        return Trace(
            facts: keys.map { found[$0].map { "\($0)" } ?? "" },
            modified: (found[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate)
    }
}
