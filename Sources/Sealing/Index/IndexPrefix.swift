internal import Encodings

/// The first 1 to 64 hexadecimal digits of an index: what a retrieval asks for.
///
/// 64 digits ask for one recipient; fewer hide it among everyone whose index begins with them.
/// (RFC 8816 section 6.2 describes asking for a prefix as the trade of bandwidth for privacy.)
public struct IndexPrefix: Hashable, Sendable {
    /// The lower-case digits.
    public let hex: String
    /// The lowest index that has this prefix.
    public let lowest: PlacementIndex
    /// The highest index that has this prefix.
    public let highest: PlacementIndex

    /// Reads 1 to 64 lower-case hexadecimal digits.
    ///
    /// - Throws: ``SealingError/malformedIndex`` for any other length or character, upper case included.
    public init(hex: some StringProtocol) throws(SealingError) {
        let digits = Array(hex.utf8)
        guard (1...2 * PlacementIndex.byteCount).contains(digits.count) else { throw .malformedIndex }
        self.lowest = PlacementIndex(bytes: try Self.padded(digits, with: UInt8(ascii: "0")))
        self.highest = PlacementIndex(bytes: try Self.padded(digits, with: UInt8(ascii: "f")))
        self.hex = String(hex)
    }

    /// The first `digits` digits of an index (1 to 64).
    public init(of index: PlacementIndex, digits: Int) throws(SealingError) {
        try self.init(hex: index.hex.prefix(max(0, digits)))
    }

    /// Number of digits, 1 to 64.
    public var digits: Int { hex.utf8.count }

    /// The one index that this prefix names, where it has all 64 digits.
    public var index: PlacementIndex? { digits == 2 * PlacementIndex.byteCount ? lowest : nil }

    /// Whether `index` begins with this prefix.
    public func contains(_ index: PlacementIndex) -> Bool {
        lowest <= index && index <= highest
    }

    private static func padded(_ digits: [UInt8], with filler: UInt8) throws(SealingError) -> [UInt8] {
        let all = digits + Array(repeating: filler, count: 2 * PlacementIndex.byteCount - digits.count)
        guard let bytes = Hex.decode(all) else { throw .malformedIndex }
        return bytes
    }
}

extension IndexPrefix: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "prefix(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
