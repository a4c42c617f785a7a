import Foundation

/// Finds out that files have been replaced or rewritten, by looking at them again and again. Links are followed.
///
/// A change is told once nothing has changed any more between two looks: a certificate and its key are written one after
/// the other.
struct FileWatch: Sendable {
    /// What tells one state of a file from another; all zeros where there is none.
    private struct Trace: Hashable {
        var device: UInt = 0
        var number: UInt = 0
        var bytes = 0
        var seconds = 0
        var nanoseconds = 0
        var mode: UInt32 = 0
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
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return Trace() }
        return Trace(
            device: UInt(status.st_dev), number: UInt(status.st_ino), bytes: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, mode: status.st_mode)
    }
}
