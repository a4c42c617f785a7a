/// A header block of HTTP/2 without a dynamic table (RFC 7541), read no further than an onlooker needs: which fields,
/// in which order, in how many bytes.
struct HeaderBlock {
    /// Fields of the static table whose values have to differ: the date, and a fresh link.
    private static let varyingIndexes: Set<Int> = [33, 46]

    /// Each field as it is encoded, in hexadecimal; without its value, where that has to differ.
    private(set) var fields: [String] = []
    /// Bytes of the values that have to differ. They are Huffman-coded, so their number varies with what they say,
    /// such as the time.
    private(set) var varying = 0

    private var bytes: ArraySlice<UInt8>

    /// Reads a block; `nil` where it is none.
    init?(_ block: ArraySlice<UInt8>) {
        bytes = block
        while let first = bytes.first {
            let begin = bytes.startIndex
            switch first {
            case 0x80...: guard integer(prefix: 7) != nil else { return nil }
            case 0x20..<0x40:
                // The size of the dynamic table, which says nothing of the answer.
                guard integer(prefix: 5) != nil else { return nil }
                continue
            default:
                guard let index = integer(prefix: first & 0x40 != 0 ? 6 : 4) else { return nil }
                if index == 0 { guard string() else { return nil } }
                let name = bytes.startIndex
                guard string() else { return nil }
                if Self.varyingIndexes.contains(index) {
                    varying += bytes.startIndex - name
                    fields.append(Self.hex(block[begin..<name]) + "*")
                    continue
                }
            }
            fields.append(Self.hex(block[begin..<bytes.startIndex]))
        }
    }

    /// An integer (RFC 7541 section 5.1).
    private mutating func integer(prefix: Int) -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        let most = 1 << prefix - 1
        var value = Int(first) & most
        guard value == most else { return value }
        for shift in stride(from: 0, to: 28, by: 7) {
            guard let next = bytes.popFirst() else { return nil }
            value += Int(next & 0x7f) << shift
            if next & 0x80 == 0 { return value }
        }
        return nil
    }

    /// Passes over a string (RFC 7541 section 5.2).
    private mutating func string() -> Bool {
        guard let length = integer(prefix: 7), bytes.count >= length else { return false }
        bytes = bytes.dropFirst(length)
        return true
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
