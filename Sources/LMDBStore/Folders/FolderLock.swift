import CallPlacement
import Dispatch
import Glibc

/// Keeps a second process (or a second opening in this one) out of a folder for as long as the value lives, or until
/// the process ends, however that happens.
///
/// LMDB itself would let both in, and each would sweep and count behind the other's back.
struct FolderLock: ~Copyable, Sendable {
    /// The folder that is locked.
    let folder: StorageFolder

    private let descriptor: CInt
    private let released: DispatchGroup

    /// Locks a folder.
    ///
    /// - Parameter released: is left when the folder is free again.
    init(_ folder: StorageFolder, released: DispatchGroup) throws(StoreError) {
        let path = folder.path(of: "lock")
        let descriptor = unsafe path.withCString { unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else { throw .failed("cannot open \(path): \(SystemError.current)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason =
                errno == EWOULDBLOCK
                ? "the folder \(folder.path) is in use by another process: stop that one, or give this one its own folder"
                : "cannot lock \(path): \(SystemError.current)"
            _ = close(descriptor)
            throw .failed(reason)
        }
        self.folder = folder
        self.descriptor = descriptor
        self.released = released
        released.enter()
    }

    deinit {
        // Nothing can be done about a failure. Closing alone would not do: a process that is just being started from this
        // one has the descriptor, too, until it becomes another program.
        _ = flock(descriptor, LOCK_UN)
        _ = close(descriptor)
        released.leave()
    }
}
