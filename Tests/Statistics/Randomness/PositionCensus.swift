/// Counts the values at each position of records of one length.
package struct PositionCensus: Sendable {
    /// Number of bytes of a record.
    package let length: Int
    /// Number of records.
    package private(set) var records = 0
    private var counts: [Int32]
    /// Fewer expected in a cell than this, and cells are put together.
    private static let leastExpected = 20

    /// Nothing counted yet.
    package init(length: Int) {
        self.length = length
        self.counts = Array(repeating: 0, count: length << 8)
    }

    /// Takes in the record that begins at a place.
    package mutating func add(_ bytes: [UInt8], at start: Int = 0) {
        precondition(start >= 0 && start + length <= bytes.count, "the record lies within the bytes")
        records += 1
        let length = length
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                var position = 0
                while position < length {
                    unsafe counts[position << 8 | Int(bytes[start + position])] += 1
                    position += 1
                }
            }
        }
    }

    /// How often each value stood at a position.
    package func histogram(_ position: Int) -> [Int] { counts[position << 8..<(position + 1) << 8].map(Int.init) }

    /// How likely the unevenness of each position is among random bytes; of the values, or of their halves or bits
    /// where there are too few records for that. One number a position and part.
    package var chances: [Double] {
        let width = [8, 4].first { records >> $0 >= Self.leastExpected } ?? 1
        return (0..<length).flatMap { position in
            let values = histogram(position)
            return stride(from: 0, to: 8, by: width).map { shift in
                var cells = [Int](repeating: 0, count: 1 << width)
                for (value, count) in values.enumerated() where count > 0 {
                    cells[value >> shift & (1 << width - 1)] += count
                }
                return ChiSquareTest(uniform: cells).pValue
            }
        }
    }

    /// The least chance of all positions, times their number.
    package var pValue: Double { Significance.bonferroni(chances) }
}
