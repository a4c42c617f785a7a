/// SHA-256 of a request's body, as four big-endian words: no memory of its own.
struct RequestDigest: Equatable, Sendable {
    /// Number of bytes.
    static let byteCount = 32

    /// The 32 bytes as words.
    let words: (UInt64, UInt64, UInt64, UInt64)

    init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Takes 32 bytes from a place on; `nil` where there are fewer.
    init?(_ bytes: Span<UInt8>, at offset: Int = 0) {
        guard let first = BigEndian.integer(bytes, at: offset), let second = BigEndian.integer(bytes, at: offset + 8),
            let third = BigEndian.integer(bytes, at: offset + 16),
            let fourth = BigEndian.integer(bytes, at: offset + 24)
        else { return nil }
        self.words = (first, second, third, fourth)
    }

    /// The 32 bytes.
    var bytes: [UInt8] { [words.0, words.1, words.2, words.3].flatMap(BigEndian.bytes) }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }
}
