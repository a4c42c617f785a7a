import Encodings
import Sealing

/// Names what may replace what: `SHA-256("cps-binding-v1" || signer's SubjectPublicKeyInfo || name)`.
///
/// The signer's key is part of it, so nobody else's binding has the same one, whatever name it bears.
///
/// > Important: It goes with numbers, so it prints as redacted.
public struct KeyBindingID: Hashable, Comparable, Sendable {
    /// Number of bytes.
    public static let byteCount = 32
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The name of a signer's binding.
    ///
    /// - Parameter publicKeyInfo: the signer's SubjectPublicKeyInfo, DER, 91 bytes for P-256.
    public init(publicKeyInfo: [UInt8], name: BindingName) {
        self.bytes = WholeDigest.sha256(of: Array("cps-binding-v1".utf8) + publicKeyInfo + Array(name.text.utf8))
    }

    /// Reads 32 bytes; `nil` for another number of them.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension KeyBindingID: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "binding(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
