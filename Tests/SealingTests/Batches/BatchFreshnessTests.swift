@testable import Sealing
import TestVectors
import Testing

/// Two answers are related only for the key holder: nothing in one is in the other.
@Suite("Nothing is repeated and every position is as likely")
struct BatchFreshnessTests {
    /// 16 bytes of a batch.
    private struct Block: Hashable {
        let first, second: UInt64
    }

    /// The same PASSporT in half of all entries, and dummies in the others. With 675,840 random blocks of 128
    /// bits a repeat by chance is expected once in 10^27 runs.
    @Test("no block of 16 bytes stands twice in 20,480 entries, and no E")
    func noRepeats() throws {
        let (size, key) = (try Samples.size, try RecipientPrivateKey.generate())
        let live = Array(repeating: try Samples.live(key.publicKey), count: 128)
        let sealer = BatchSealer(size: size)
        let blocksOfEntry = size.entryByteCount / 16
        var blocks: Set<Block> = []
        blocks.reserveCapacity(80 * 256 * blocksOfEntry)
        var ephemerals: Set<[UInt8]> = []
        for _ in 0..<80 {
            let batch = try sealer.batch(of: live, entries: 256)
            ephemerals.insert(Array(batch[3..<35]))
            unsafe batch.withUnsafeBytes { batch in
                for entry in 0..<256 {
                    for block in 0..<blocksOfEntry {
                        let start = 35 + entry * size.entryByteCount + block * 16
                        let first = unsafe batch.loadUnaligned(fromByteOffset: start, as: UInt64.self)
                        let second = unsafe batch.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
                        blocks.insert(Block(first: first, second: second))
                    }
                }
            }
        }
        #expect(blocks.count == 80 * 256 * blocksOfEntry)
        #expect(ephemerals.count == 80)
    }

    @Test("E is fresh and an X25519 key in every batch, of no calls, too")
    func ephemerals() throws {
        let sealer = BatchSealer(size: try Samples.size)
        var seen: Set<[UInt8]> = []
        for _ in 0..<2000 {
            let ephemeral = Array(try sealer.batch(of: [], entries: 1)[3..<35])
            #expect(throws: Never.self) { try RecipientPublicKey(bytes: ephemeral) }
            seen.insert(ephemeral)
        }
        #expect(seen.count == 2000)
    }

    /// Chi-square with 239 degrees of freedom; a uniform choice exceeds 394.3 once in 10^9 seeds.
    @Test("ordered choices of two positions among sixteen, from a seed")
    func choices() {
        var generator = SeededGenerator(seed: 4)
        var counts = [Int](repeating: 0, count: 256)
        for _ in 0..<24_000 {
            let positions = generator.distinctPositions(2, below: 16)
            counts[positions[0] * 16 + positions[1]] += 1
        }
        let same = (0..<16).map { $0 * 17 }
        #expect(same.allSatisfy { counts[$0] == 0 })
        let others = counts.indices.filter { !same.contains($0) }.map { counts[$0] }
        #expect(others.count == 240)
        #expect(ChiSquare.statistic(others) < 394.3)
    }

    @Test("every choice is of distinct positions below the bound")
    func distinct() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let bound = Int.random(in: 1...40, using: &generator)
            let count = Int.random(in: 0...bound, using: &generator)
            let positions = generator.distinctPositions(count, below: bound)
            #expect(positions.count == count)
            #expect(Set(positions).count == count)
            #expect(positions.allSatisfy { (0..<bound).contains($0) })
        }
    }

    /// The system's randomness, so not from a seed: chi-square with 7 degrees of freedom, where a uniform choice
    /// exceeds 55.9 once in 10^9 runs.
    @Test("where batches really have their live entry")
    func positions() throws {
        let (size, key) = (try Samples.size, try RecipientPrivateKey.generate())
        let (sealer, recipient) = (BatchSealer(size: size), try IndependentRecipient(key))
        let live = [try Samples.live(key.publicKey)]
        var counts = [Int](repeating: 0, count: 8)
        for _ in 0..<800 {
            let batch = try sealer.batch(of: live, entries: 8)
            for found in try recipient.open(batch, entryByteCount: size.entryByteCount) { counts[found.position] += 1 }
        }
        #expect(counts.reduce(0, +) == 800)
        #expect(ChiSquare.statistic(counts) < 55.9)
    }
}
