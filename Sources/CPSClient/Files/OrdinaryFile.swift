internal import Glibc

/// A file that holds no secret, or the place of one that is still to be written.
///
/// Every error names the path and says the system's reason in words.
package struct OrdinaryFile: Sendable {
    /// Who may read a new file.
    package enum Readers: Sendable {
        /// Its owner alone: mode 0600.
        case owner
        /// Everybody that the umask allows: mode 0644.
        case everyone

        fileprivate var mode: mode_t { self == .owner ? 0o600 : 0o644 }
    }

    /// Where it is.
    package let path: String

    /// Names a file; nothing is opened yet.
    package init(path: String) {
        self.path = path
    }

    /// Reads the whole file.
    ///
    /// - Parameter limit: the most bytes that it may have.
    /// - Throws: ``CPSClientError`` that says `cannot-read` or `file-too-large`.
    package func read(upTo limit: Int) throws(CPSClientError) -> [UInt8] {
        let bytes = try read(atMost: limit + 1)
        guard bytes.count <= limit else { throw .fileTooLarge(path) }
        return bytes
    }

    /// Whether the file can be read, and begins with a text.
    package func begins(with text: String) -> Bool {
        (try? read(atMost: text.utf8.count)) == Array(text.utf8)
    }

    /// Checks that the file can be read, where a library reads it that does not say why it cannot.
    package func checkReadable() throws(CPSClientError) {
        _ = try read(atMost: 1)
    }

    /// Makes the file, which must not be there: checking and making are one step.
    ///
    /// - Throws: ``CPSClientError`` that says `file-exists` or `cannot-write`. Then nothing is left behind.
    package func create(_ bytes: [UInt8] = [], for readers: Readers) throws(CPSClientError) {
        try write(bytes, flags: O_EXCL, mode: readers.mode)
    }

    /// Writes the file, for everybody to read, in place of one that is there.
    package func write(_ bytes: [UInt8]) throws(CPSClientError) {
        try write(bytes, flags: O_TRUNC, mode: Readers.everyone.mode)
    }

    /// Removes the file; that it is not there is no failure.
    package func remove() {
        unsafe unlink(path)
    }

    private func read(atMost limit: Int) throws(CPSClientError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(path, SystemReason.last) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while bytes.count < limit {
            let count = unsafe block.withUnsafeMutableBytes { block in
                unsafe Glibc.read(descriptor, block.baseAddress, min(block.count, limit - bytes.count))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(path, SystemReason.last) }
            if count == 0 { break }
            bytes += block.prefix(count)
        }
        return bytes
    }

    private func write(_ bytes: [UInt8], flags: CInt, mode: mode_t) throws(CPSClientError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? .fileExists(path) : .cannotWrite(path, SystemReason.last)
        }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let reason = SystemReason.last
                if flags & O_EXCL != 0 { remove() }
                throw .cannotWrite(path, reason)
            }
            rest = rest.dropFirst(count)
        }
    }
}
