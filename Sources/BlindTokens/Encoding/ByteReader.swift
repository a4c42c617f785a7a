/// Takes an encoded structure apart from front to back.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) {
        rest = Array(bytes)[...]
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// The next `count` bytes; ``TokenError/wrongLength`` when there are fewer.
    mutating func read(_ count: Int) throws(TokenError) -> [UInt8] {
        guard count <= rest.count else { throw .wrongLength }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// The big-endian number in the next `byteCount` bytes, at most 2.
    mutating func length(_ byteCount: Int) throws(TokenError) -> Int {
        try read(byteCount).reduce(0) { $0 << 8 | Int($1) }
    }
}
