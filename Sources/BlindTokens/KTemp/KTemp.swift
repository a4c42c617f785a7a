/// A public K_temp: the Ed25519 key that a token's holder made for it, and the token's nonce (32 bytes).
///
/// RFC 8816 section 7.5 has the holder of a signed K_temp prove possession of it with each store.
public struct KTemp: Hashable, Sendable {
    /// Number of bytes.
    public static let byteCount = 32
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Wraps 32 bytes; the length is the caller's to guarantee.
    package init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension KTemp: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "K_temp(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
