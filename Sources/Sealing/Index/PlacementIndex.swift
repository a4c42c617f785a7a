internal import Encodings

/// The name a PASSporT is placed under: `SHA-256("cps-index-v1" || pkR)`, 32 bytes.
///
/// RFC 8816 section 7.1 indexes PASSporTs by the public key of their recipient; hashing it gives
/// every recipient a uniformly distributed name of which any leading part is a fair bucket.
///
/// > Important: An index says whom a call is for. It prints as redacted, so that none can slip into a
/// > log line; ask for ``hex`` where the protocol needs the digits.
public struct PlacementIndex: Hashable, Sendable {
    /// Number of bytes of an index.
    public static let byteCount = 32

    /// The 32 bytes as four big-endian words, so that comparing indexes compares bytes.
    package let words: (UInt64, UInt64, UInt64, UInt64)

    package init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// The index of a recipient.
    public init(of recipient: RecipientPublicKey) {
        self.init(bytes: WholeDigest.sha256(of: Self.context + recipient.bytes))
    }

    private static let context = Array("cps-index-v1".utf8)

    /// Reads an index from exactly 32 bytes. The length is the caller's to guarantee.
    package init(bytes: some Sequence<UInt8>) {
        self.init(bytes: Array(bytes))
    }

    /// As for any sequence. What takes any is not specialised across modules.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount, "an index has 32 bytes")
        self.words = unsafe bytes.withUnsafeBytes { bytes in
            func word(_ position: Int) -> UInt64 {
                unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * position, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for word in [words.0, words.1, words.2, words.3] {
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return bytes
    }

    /// The 64 lower-case hexadecimal digits that stand in a URL.
    public var hex: String { Hex.encode(bytes) }

    public static func == (left: Self, right: Self) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension PlacementIndex: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.words < right.words
    }
}

extension PlacementIndex: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "index(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
