/// A file with a passphrase on its first line, for its owner alone (mode 0600).
public struct PassphraseFile: Sendable {
    private static let byteLimit = 1024

    private let path: String

    /// Names a file; nothing is opened yet.
    public init(path: String) {
        self.path = path
    }

    /// The first line, without its end; it may be empty.
    ///
    /// - Throws: ``SecretsError`` as ``PrivateFile`` does.
    public func read() throws(SecretsError) -> GuardedBytes {
        let bytes = try PrivateFile(path: path).read(upTo: Self.byteLimit)
        return try unsafe bytes.withUnsafeBytes { (bytes) throws(SecretsError) in
            try unsafe GuardedBytes(
                copying: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        }
    }
}
