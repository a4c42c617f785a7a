import CallPlacement
import Dispatch
import Glibc

/// A folder in which a ledger is made before its file goes to its place in one step. Removed with the value.
struct Workshop: ~Copyable {
    private let folder: StorageFolder

    /// Makes the folder; what an interrupted attempt has left in it is removed.
    init(_ path: String) throws(StoreError) {
        let folder = try StorageFolder(path: path)
        for file in Self.files { try folder.remove(file) }
        self.folder = folder
    }

    deinit {
        // What cannot be removed is a few files that do no harm, and are removed by the next attempt.
        for file in Self.files { try? folder.remove(file) }
        unsafe rmdir(folder.path)
    }

    /// Opens the ledger in it, or begins one. It must be gone before the file is delivered.
    ///
    /// - Parameter byteCount: what is going to be in it.
    borrowing func ledger(forBytes byteCount: Int) throws(StoreError) -> LedgerDatabases {
        try LedgerDatabases(
            try FolderLock(folder, released: DispatchGroup()), mapSize: max(64 << 20, 4 * byteCount))
    }

    /// Copies a file that was looked over into it.
    borrowing func take(_ file: DatabaseFile) throws(StoreError) {
        let path = folder.path(of: LedgerInspection.fileName)
        let number = unsafe path.withCString {
            unsafe open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        guard number >= 0 else { throw .failed("cannot write \(path): \(SystemError.current)") }
        defer { _ = close(number) }
        for page in 0..<file.pageCount {
            let bytes = try file.page(page)
            guard unsafe bytes.withUnsafeBytes({ unsafe write(number, $0.baseAddress, $0.count) }) == bytes.count else {
                throw .failed("cannot write \(path): \(SystemError.current)")
            }
        }
    }

    /// Gives the file its place, on the disk, where nothing is in its way.
    borrowing func deliver(to path: String) throws(StoreError) {
        let made = folder.path(of: LedgerInspection.fileName)
        guard unsafe link(made, path) == 0 else { throw .failed("cannot write \(path): \(SystemError.current)") }
        try Self.synchronise(path)
        try Self.synchronise(path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
    }

    private static func synchronise(_ path: String) throws(StoreError) {
        let number = unsafe path.withCString { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard number >= 0 else { throw .failed("cannot write \(path) to disk: \(SystemError.current)") }
        defer { _ = close(number) }
        guard fsync(number) == 0 else { throw .failed("cannot write \(path) to disk: \(SystemError.current)") }
    }

    private static let files = ["data.mdb", "lock.mdb", "lock"]
}
