import CSodium
import Glibc

/// A file that holds a secret: whole or absent, and for its owner alone (mode 0600).
public struct PrivateFile: Sendable {
    /// Where it is.
    public let path: String

    /// Names a file; nothing is opened yet.
    public init(path: String) {
        self.path = path
    }

    /// Writes the file, replacing an older one in one step.
    ///
    /// When this returns, the bytes and the name are on the device. When it throws, or the machine stops
    /// half-way, the older file is still there, whole.
    ///
    /// - Throws: ``SecretsError`` that names the path and the system's reason.
    public func write(_ secret: GuardedBytes) throws(SecretsError) {
        try unsafe secret.withUnsafeBytes { (bytes) throws(SecretsError) in try unsafe write(bytes) }
    }

    /// Writes bytes that are already sealed, as ``write(_:)`` does.
    ///
    /// - Throws: ``SecretsError`` that names the path and the system's reason.
    public func write(sealed bytes: [UInt8]) throws(SecretsError) {
        let failure: SecretsError? = unsafe bytes.withUnsafeBytes { bytes in
            do throws(SecretsError) {
                try unsafe write(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Reads the whole file into guarded memory.
    ///
    /// - Parameter limit: The most bytes that such a file can have.
    /// - Throws: ``SecretsError`` that names the path and says what to do: when group or others have any
    ///   permission on it, when it is too large, is not a file, or cannot be read.
    public func read(upTo limit: Int = 65_536) throws(SecretsError) -> GuardedBytes {
        try read(upTo: limit, mayBeLent: false)
    }

    /// Reads the whole file as ``read(upTo:)`` does; one that belongs to somebody else may also be lent to this process
    /// through the file's group, for reading.
    ///
    /// Services are given the keys of their certificates so: by Debian's group `ssl-cert`, and by systemd's credentials,
    /// whose access control list shows as a permission of the group. Where the file belongs to the user that this
    /// process runs as, nothing has to be lent, and its owner alone may have permissions.
    ///
    /// - Throws: ``SecretsError`` as ``read(upTo:)`` does.
    public func readLent(upTo limit: Int = 65_536) throws(SecretsError) -> GuardedBytes {
        try read(upTo: limit, mayBeLent: true)
    }

    private func read(upTo limit: Int, mayBeLent: Bool) throws(SecretsError) -> GuardedBytes {
        // Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
        guard let file = FileDescriptor(path: path, flags: O_RDONLY | O_NONBLOCK), let status = file.status else {
            throw .cannotRead(path, reason: FileDescriptor.lastReason)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotRead(path, reason: "not a regular file") }
        let isLent = mayBeLent && status.st_uid != geteuid()
        guard status.st_mode & (isLent ? 0o037 : 0o077) == 0 else { throw .fileTooOpen(path, isLent: isLent) }
        guard status.st_size <= limit else { throw .fileTooLarge(path) }
        var isComplete = false
        do throws(SecretsError) {
            return try unsafe GuardedBytes(count: Int(status.st_size)) { buffer in
                isComplete = unsafe file.read(into: buffer)
                return isComplete
            }
        } catch {
            throw isComplete || status.st_size == 0 ? error : .cannotRead(path, reason: "it ended early")
        }
    }

    /// Overwrites the file with zeros, then removes it.
    ///
    /// > Warning: A flash disk or a copy-on-write file system may keep the old bytes elsewhere. Only an
    /// > encrypted disk, or a sealed secret, is safe against that.
    ///
    /// - Throws: ``SecretsError`` that names the path and the system's reason.
    public func remove() throws(SecretsError) {
        guard let file = FileDescriptor(path: path, flags: O_WRONLY | O_NOFOLLOW | O_NONBLOCK), let status = file.status
        else { throw .cannotWrite(path, reason: FileDescriptor.lastReason) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotWrite(path, reason: "not a regular file") }
        let zeros = [UInt8](repeating: 0, count: Int(status.st_size))
        let isGone = unsafe zeros.withUnsafeBytes { zeros in
            unsafe file.write(zeros) && file.synchronise() && unlink(path) == 0
        }
        guard isGone else { throw .cannotWrite(path, reason: FileDescriptor.lastReason) }
        try synchroniseFolder()
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(SecretsError) {
        let temporary = "\(folder)/.\(name).\(randombytes_random()).new"
        guard let file = FileDescriptor(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) else {
            throw .cannotWrite(path, reason: FileDescriptor.lastReason)
        }
        // The umask may have taken bits away, so the mode is set once more.
        let isInPlace =
            unsafe file.setMode(0o600) && file.write(bytes) && file.synchronise()
            && rename(temporary, path) == 0
        guard isInPlace else {
            let reason = FileDescriptor.lastReason
            unsafe unlink(temporary)
            throw .cannotWrite(path, reason: reason)
        }
        try synchroniseFolder()
    }

    /// A new, changed or removed name is on the device only once its folder is.
    private func synchroniseFolder() throws(SecretsError) {
        guard let directory = FileDescriptor(path: String(folder), flags: O_RDONLY | O_DIRECTORY),
            directory.synchronise()
        else { throw .cannotWrite(path, reason: FileDescriptor.lastReason) }
    }

    private var name: Substring { path.split(separator: "/").last ?? "" }

    private var folder: Substring {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : path[..<slash]
    }
}
