import CallPlacement
import Glibc

/// A folder that belongs to this service alone: made with mode 0700 where it is missing.
struct StorageFolder: Sendable {
    /// Its path.
    let path: String

    /// Makes the folder (not those above it), or checks the one that is there.
    ///
    /// - Throws: ``StoreError`` when it belongs to another user, or when others may write to it: whoever can put
    ///   files there can choose what the service reads.
    init(path: String) throws(StoreError) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw .failed("cannot make the folder \(path): \(SystemError.current)")
        }
        try self.init(existing: path)
    }

    /// Checks a folder that has to be there, as ``init(path:)`` does.
    init(existing path: String) throws(StoreError) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw .failed("cannot look at the folder \(path): \(SystemError.current)")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .failed("\(path) is not a folder")
        }
        guard status.st_uid == geteuid() else {
            throw .failed("the folder \(path) belongs to another user: give it to the one that the service runs as")
        }
        guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
            throw .failed("others may write to the folder \(path): take that away with chmod 0700")
        }
        self.path = path
    }

    /// The path of a file in it.
    func path(of file: String) -> String { "\(path)/\(file)" }

    /// Makes a file that only its owner may read, where there is none, and has the disk keep room for it.
    func allocate(_ byteCount: Int, for file: String) throws(StoreError) {
        let path = path(of: file)
        let number = unsafe path.withCString { unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard number >= 0 else { throw .failed("cannot write \(path): \(SystemError.current)") }
        defer { _ = close(number) }
        // Its answer is the error itself, and not in errno.
        let code = posix_fallocate(number, 0, byteCount)
        switch code {
        case 0, EOPNOTSUPP, EINVAL: return
        case ENOSPC, EDQUOT, EFBIG: throw .full("no room for \(path): make room on its disk")
        default: throw .failed("cannot make room for \(path): \(SystemError.description(of: code))")
        }
    }

    /// Removes a file, if it is there.
    func remove(_ file: String) throws(StoreError) {
        if unsafe unlink(path(of: file)) != 0, errno != ENOENT {
            throw .failed("cannot remove \(path(of: file)): \(SystemError.current)")
        }
    }
}
