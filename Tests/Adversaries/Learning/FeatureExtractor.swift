internal import Foundation
package import Sealing

/// Turns an answer into the numbers that a learner looks at. The same answer gives the same numbers.
package struct FeatureExtractor: Sendable {
    /// Entries that were asked for; what is beyond them in an answer counts for its sums alone.
    package let entries: Int
    private let entryByteCount: Int
    private let headerByteCount: Int

    /// For batches of so many entries.
    package init(entries: Int, size: SealedSize) {
        self.entries = entries
        self.entryByteCount = size.entryByteCount
        self.headerByteCount = Batch.headerByteCount
    }

    /// For short records without entries, of which every byte and bit is looked at.
    package init(recordByteCount: Int) {
        self.entries = 0
        self.entryByteCount = 0
        self.headerByteCount = recordByteCount
    }

    /// Bytes of an entry's start and of its end that are looked at one by one.
    private static let edge = 4

    /// How many numbers an answer gives.
    package var count: Int { 256 + headerByteCount * 9 + entries * (1 + 2 * Self.edge) + 8 }

    /// The numbers of an answer.
    ///
    /// - Parameter responseSeconds: how long it took; zero where time is not looked at.
    package func features(of batch: [UInt8], responseSeconds: Double = 0) -> [Float] {
        var features: [Float] = []
        features.reserveCapacity(count)
        appendHistogram(of: batch, to: &features)
        let header = (0..<headerByteCount).map { $0 < batch.count ? batch[$0] : 0 }
        for byte in header {
            features.append(Float(byte))
            for bit in UInt8(0)..<8 { features.append(Float(byte >> bit & 1)) }
        }
        for entry in 0..<entries { append(entryAt: headerByteCount + entry * entryByteCount, of: batch, to: &features) }
        let (ones, changes, repeated) = words(of: batch)
        features += [
            Float(batch.count), Float(ones), Float(changes), Float(repeated), Float(responseSeconds),
            Float(log(max(responseSeconds, 1e-7))), Float((responseSeconds * 1000).rounded()),
            Float((responseSeconds * 1000).truncatingRemainder(dividingBy: 1)),
        ]
        return features
    }

    private func appendHistogram(of batch: [UInt8], to features: inout [Float]) {
        var counts = [Int32](repeating: 0, count: 256)
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe batch.withUnsafeBufferPointer { bytes in
                var place = min(headerByteCount, bytes.count)
                while place < bytes.count {
                    unsafe counts[Int(bytes[place])] += 1
                    place += 1
                }
            }
        }
        for count in counts { features.append(Float(count)) }
    }

    /// The sum of an entry's bytes, and those at its edges; zeros where the answer ends before it.
    private func append(entryAt start: Int, of batch: [UInt8], to features: inout [Float]) {
        let end = start + entryByteCount
        guard end <= batch.count, entryByteCount >= 2 * Self.edge else {
            features += Array(repeating: 0, count: 1 + 2 * Self.edge)
            return
        }
        var sum = 0
        unsafe batch.withUnsafeBufferPointer { bytes in
            var place = start
            while place < end {
                unsafe sum += Int(bytes[place])
                place += 1
            }
        }
        features.append(Float(sum))
        for place in start..<start + Self.edge { features.append(Float(batch[place])) }
        for place in end - Self.edge..<end { features.append(Float(batch[place])) }
    }

    /// Bits that are one, bits that differ from those 64 before them, and 8-byte words that occur more than once.
    private func words(of batch: [UInt8]) -> (ones: Int, changes: Int, repeated: Int) {
        var (ones, changes) = (0, 0)
        var table = RepetitionTable()
        table.empty(for: batch.count / 8)
        unsafe batch.withUnsafeBytes { bytes in
            var previous: UInt64 = 0
            var place = headerByteCount
            while place + 8 <= bytes.count {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                ones += word.nonzeroBitCount
                changes += (word ^ previous).nonzeroBitCount
                table.add(word)
                previous = word
                place += 8
            }
        }
        return (ones, changes, table.repetitions)
    }
}
