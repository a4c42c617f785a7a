#if canImport(Glibc)
    internal import Glibc
#endif

/// What a file takes of its file system.
enum AllocatedBytes {
    /// The bytes of a file, holes not counted; 0 for what is no file, or has been removed since it was listed.
    static func ofFile(_ path: String) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_blocks) * 512
    }
}
