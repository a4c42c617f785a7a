import BlindTokens
import Crypto
import Sealing

/// What the uses of one token for one index are noted under: the first 16 bytes of
/// `SHA-256("cps-use-v1" || K_temp || index)`.
///
/// Whoever finds two pairs with one key has only made both of them count as the same.
struct UseKey: Equatable, Sendable {
    /// Number of bytes.
    static let byteCount = 16

    /// The 16 bytes as two big-endian words.
    let words: (UInt64, UInt64)

    /// The key for a token and an index.
    init(_ kTemp: KTemp, _ index: PlacementIndex) {
        var hash = SHA256()
        hash.update(data: Array("cps-use-v1".utf8))
        hash.update(data: kTemp.bytes)
        hash.update(data: index.bytes)
        var words: (UInt64, UInt64) = (0, 0)
        for (place, byte) in hash.finalize().prefix(Self.byteCount).enumerated() {
            if place < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        self.words = words
    }

    init(words: (UInt64, UInt64)) {
        self.words = words
    }

    /// The 16 bytes.
    var bytes: [UInt8] { BigEndian.bytes(words.0) + BigEndian.bytes(words.1) }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }
}
