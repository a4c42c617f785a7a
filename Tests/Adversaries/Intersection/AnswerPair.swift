/// What two answers have in common, entry by entry.
struct AnswerPair {
    /// Entries of the one that are entries of the other.
    private(set) var commonEntries = 0
    /// Bytes that are equal at equal positions, of ``comparedBytes``.
    private(set) var equalBytes = 0
    private(set) var comparedBytes = 0
    /// Bits that differ between entries, of every pair of positions, of ``comparedBits``.
    private(set) var differingBits = 0
    private(set) var comparedBits = 0
    /// The share of differing bits furthest from a half, in standard errors, of so many pairs of entries.
    private(set) var mostExtreme = 0.0
    private(set) var entryPairs = 0

    /// Compares two answers; where one is longer, the rest of it is left out.
    init(_ first: [UInt8], _ second: [UInt8], header: Int, entry: Int) {
        let entries = (min(first.count, second.count) - header) / entry
        let other = Set((0..<entries).map { Array(second[header + $0 * entry..<header + ($0 + 1) * entry]) })
        commonEntries = (0..<entries).count {
            other.contains(Array(first[header + $0 * entry..<header + ($0 + 1) * entry]))
        }
        unsafe first.withUnsafeBytes { first in
            unsafe second.withUnsafeBytes { second in
                let words = entry / 8
                for left in 0..<entries {
                    for right in 0..<entries {
                        let (a, b) = (header + left * entry, header + right * entry)
                        var bits = 0
                        var word = 0
                        while word < words {
                            let x = unsafe first.loadUnaligned(fromByteOffset: a + 8 * word, as: UInt64.self)
                            let y = unsafe second.loadUnaligned(fromByteOffset: b + 8 * word, as: UInt64.self)
                            bits += (x ^ y).nonzeroBitCount
                            if left == right { equalBytes += Self.zeroBytes(x ^ y) }
                            word += 1
                        }
                        if left == right { comparedBytes += 8 * words }
                        differingBits += bits
                        comparedBits += 64 * words
                        entryPairs += 1
                        let n = Double(64 * words)
                        mostExtreme = max(mostExtreme, abs(Double(2 * bits) - n) / n.squareRoot())
                    }
                }
            }
        }
    }

    /// How many of a word's bytes are zero.
    private static func zeroBytes(_ word: UInt64) -> Int {
        let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
        let some = ((word & low) + low) | word | low
        return (~some).nonzeroBitCount
    }
}
