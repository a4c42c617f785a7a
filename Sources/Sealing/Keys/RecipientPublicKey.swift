internal import Encodings

/// A recipient's X25519 public key `pkR` (RFC 7748), checked: 32 bytes, canonical, not of low order.
public struct RecipientPublicKey: Hashable, Sendable {
    /// Number of bytes of a key.
    public static let byteCount = 32

    /// The 32 bytes, little-endian u-coordinate.
    public let bytes: [UInt8]

    /// Checks and wraps a public key.
    ///
    /// A low-order key makes the shared secret zero whatever the other side does (RFC 7748 section 6.1),
    /// a non-canonical one gives one recipient two indexes: both are refused.
    ///
    /// - Throws: ``SealingError/refusedRecipientKey``.
    public init(bytes: some Collection<UInt8>) throws(SealingError) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount, Self.isCanonical(bytes), !Self.lowOrder.contains(bytes) else {
            throw .refusedRecipientKey
        }
        self.bytes = bytes
    }

    /// Whether the little-endian number is below 2^255 - 19.
    private static func isCanonical(_ bytes: [UInt8]) -> Bool {
        guard bytes[31] <= 0x7f else { return false }
        guard bytes[31] == 0x7f, bytes[1..<31].allSatisfy({ $0 == 0xff }) else { return true }
        return bytes[0] < 0xed
    }

    /// The canonical u-coordinates of order 1, 2, 4 and 8, on the curve and on its twist.
    private static let lowOrder: Set<[UInt8]> = {
        let digits = [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ]
        return Set(digits.compactMap { Hex.decode(Array($0.utf8)) })
    }()
}

/// The index is a hash of the key, so a printed key says as much as a printed ``PlacementIndex``.
extension RecipientPublicKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "public key(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
