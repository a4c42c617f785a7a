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
        try self.init(bytes: Array(bytes))
    }

    /// As for any collection. What takes any is not specialised across modules, and costs more than the check.
    ///
    /// - Throws: ``SealingError/refusedRecipientKey``.
    public init(bytes: [UInt8]) throws(SealingError) {
        guard bytes.count == Self.byteCount else { throw .refusedRecipientKey }
        let number = Self.words(bytes)
        guard Self.isCanonical(number), !Self.lowOrder.contains(number) else { throw .refusedRecipientKey }
        self.bytes = bytes
    }

    /// The little-endian number in 32 bytes, its lowest 64 bits first.
    private static func words(_ bytes: [UInt8]) -> SIMD4<UInt64> {
        unsafe bytes.withUnsafeBytes { bytes in
            var words = SIMD4<UInt64>()
            for position in 0..<4 {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: 8 * position, as: UInt64.self)
                words[position] = UInt64(littleEndian: word)
            }
            return words
        }
    }

    /// Whether a number is below 2^255 - 19.
    private static func isCanonical(_ number: SIMD4<UInt64>) -> Bool {
        guard number[3] <= UInt64.max >> 1 else { return false }
        guard number[3] == UInt64.max >> 1, number[2] == .max, number[1] == .max else { return true }
        return number[0] <= UInt64.max - 19
    }

    /// The canonical u-coordinates of order 1, 2, 4 and 8, on the curve and on its twist.
    private static let lowOrder: [SIMD4<UInt64>] = {
        let digits = [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ]
        return digits.compactMap { Hex.decode(Array($0.utf8)) }.map(words)
    }()
}

/// The index is a hash of the key, so a printed key says as much as a printed ``PlacementIndex``.
extension RecipientPublicKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "public key(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
