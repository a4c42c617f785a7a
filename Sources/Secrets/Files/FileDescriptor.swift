import Glibc

/// Owner of one open file descriptor, closed when it goes.
struct FileDescriptor: ~Copyable {
    private let number: CInt

    /// Opens `path`. A new file gets mode 0600; no child process inherits the descriptor.
    ///
    /// - Returns: `nil` when the system refuses; ``lastReason`` says why.
    init?(path: String, flags: CInt) {
        var number: CInt
        repeat { number = unsafe open(path, flags | O_CLOEXEC, 0o600) } while number < 0 && errno == EINTR
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit { close(number) }

    /// What the system says about the open file, or `nil`.
    var status: stat? {
        var status = stat()
        return unsafe fstat(number, &status) == 0 ? status : nil
    }

    /// Sets the permission bits; answers whether it worked.
    func setMode(_ mode: mode_t) -> Bool { fchmod(number, mode) == 0 }

    /// Writes what was written through to the device; answers whether it worked.
    func synchronise() -> Bool { fsync(number) == 0 }

    /// Writes all of `bytes`; answers whether it worked.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe Glibc.write(number, bytes.baseAddress! + written, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Fills all of `buffer`; answers whether there were enough bytes.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var filled = 0
        while filled < buffer.count {
            let count = unsafe Glibc.read(number, buffer.baseAddress! + filled, buffer.count - filled)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            filled += count
        }
        return true
    }

    /// The system's text for the call of this thread that failed last.
    static var lastReason: String {
        unsafe String(cString: strerror(errno))
    }
}
