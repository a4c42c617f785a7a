/// Counts how often each byte follows each other one in a stream, and what can be tested by that.
///
/// One count a byte is enough for the values, the bits, the runs of bits and the correlation of neighbours.
package struct ByteCensus: Sendable {
    private var pairs = [Int](repeating: 0, count: 65_536)
    private var first: UInt8?
    private var last: UInt8 = 0

    /// Nothing counted yet.
    package init() {}

    /// Takes in the next bytes of the stream.
    package mutating func add(_ bytes: [UInt8]) { add(bytes, bytes.indices) }

    /// Takes in a part of an array as the next bytes of the stream.
    package mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
        guard let start = range.first else { return }
        var previous = Int(last)
        var next = start
        if first == nil {
            first = bytes[start]
            previous = Int(bytes[start])
            next += 1
        }
        last = bytes[range.upperBound - 1]
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe pairs.withUnsafeMutableBufferPointer { pairs in
                while next < range.upperBound {
                    let byte = unsafe Int(bytes[next])
                    unsafe pairs[previous << 8 | byte] += 1
                    previous = byte
                    next += 1
                }
            }
        }
    }

    /// How often each value occurred.
    package var histogram: [Int] {
        var counts = [Int](repeating: 0, count: 256)
        for (pair, count) in pairs.enumerated() { counts[pair & 0xff] += count }
        if let first { counts[Int(first)] += 1 }
        return counts
    }

    /// Number of bytes.
    package var count: Int { pairs.reduce(first == nil ? 0 : 1, +) }

    /// Number of bits that are one.
    package var ones: Int { histogram.enumerated().reduce(0) { $0 + $1.offset.nonzeroBitCount * $1.element } }

    /// Number of runs of equal bits, the highest bit of each byte first.
    package var runs: Int {
        guard first != nil else { return 0 }
        var changes = 0
        for (value, count) in histogram.enumerated() {
            changes += ((value ^ value >> 1) & 0x7f).nonzeroBitCount * count
        }
        for (pair, count) in pairs.enumerated() where (pair >> 8 ^ pair >> 7) & 1 == 1 { changes += count }
        return changes + 1
    }

    /// The correlation of each byte with the one before it.
    package var serialCorrelation: Double {
        let mean = 127.5
        var (products, squares) = (0.0, 0.0)
        for (pair, count) in pairs.enumerated() where count > 0 {
            products += (Double(pair >> 8) - mean) * (Double(pair & 0xff) - mean) * Double(count)
        }
        for (value, count) in histogram.enumerated() {
            squares += (Double(value) - mean) * (Double(value) - mean) * Double(count)
        }
        return squares == 0 ? 1 : products / squares
    }

    /// A test's name, and how likely something as odd as this stream is among random ones.
    package typealias Verdict = (test: String, pValue: Double)

    /// All tests; the stream holds a byte at least.
    package var verdicts: [Verdict] {
        [
            ("monobit", BitTests.monobit(ones: ones, of: 8 * count)),
            ("byte chi-square", ChiSquareTest(uniform: histogram).pValue),
            ("serial correlation", Normal.twoSided(serialCorrelation * Double(max(0, count - 1)).squareRoot())),
            ("runs", ones == 0 || ones == 8 * count ? 0 : BitTests.runs(runs, ones: ones, of: 8 * count)),
        ]
    }
}
