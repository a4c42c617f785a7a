import Glibc
import Secrets

/// The terminal that the program was started from, whatever its standard input is.
struct Terminal: ~Copyable {
    private static let longestLine = 1024
    private let descriptor: CInt

    init() throws {
        let descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw InputError("a passphrase is needed and there is no terminal to ask at: give --passphrase-file")
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Reads a line without showing it.
    func readSecret(_ prompt: String) throws -> GuardedBytes {
        var shown = termios()
        guard unsafe tcgetattr(descriptor, &shown) == 0 else { throw InputError("the terminal does not answer") }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(descriptor, TCSAFLUSH, &hidden)
        defer {
            unsafe tcsetattr(descriptor, TCSAFLUSH, &shown)
            write("\n")
        }
        write(prompt)
        let descriptor = descriptor
        let line = try unsafe GuardedBytes(count: Self.longestLine) { line in
            unsafe Self.readLine(from: descriptor, into: line)
        }
        return try unsafe line.withUnsafeBytes { line in
            try unsafe GuardedBytes(copying: line.prefix { $0 != 0 })
        }
    }

    /// A line in canonical mode comes with one `read`, its end included; the rest of the buffer stays zero.
    private static func readLine(from descriptor: CInt, into line: UnsafeMutableRawBufferPointer) -> Bool {
        let count = unsafe read(descriptor, line.baseAddress, line.count)
        guard count > 0, unsafe line[count - 1] == UInt8(ascii: "\n") else { return false }
        unsafe line[count - 1] = 0
        return true
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
    }
}
