import Glibc

/// Which file stands under a path: two files are never the same while either is open.
struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// `nil` where there is none.
    init?(of path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.device = UInt64(status.st_dev)
        self.number = UInt64(status.st_ino)
    }
}
