import CallPlacement
import Glibc

/// Reads and writes files of a few bytes.
enum SmallFile {
    /// The first bytes of a file, or `nil` where there is none that can be read.
    static func read(_ path: String, atMost limit: Int = 65_536) -> [UInt8]? {
        let number = unsafe path.withCString { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard number >= 0 else { return nil }
        defer { _ = close(number) }
        var content: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while content.count < limit {
            let count = unsafe part.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            content += part.prefix(count)
        }
        return Array(content.prefix(limit))
    }

    /// Writes a file that only its owner may read (mode 0600).
    static func write(_ content: [UInt8], to path: String) throws(StoreError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let number = unsafe path.withCString { unsafe open($0, flags, 0o600) }
        guard number >= 0 else { throw .failed("cannot write \(path): \(SystemError.current)") }
        defer { _ = close(number) }
        let count = unsafe content.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
        guard count == content.count else {
            throw errno == ENOSPC
                ? .full("cannot write \(path): \(SystemError.current)")
                : .failed("cannot write \(path): \(SystemError.current)")
        }
    }
}
