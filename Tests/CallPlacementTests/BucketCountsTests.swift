import Sealing
import SeededRandomness
import Testing

@testable import CallPlacement

@Suite struct BucketCountsTests {
    @Test(arguments: 0..<4 as Range<UInt64>)
    func agreesWithTheObviousModel(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var model = (0..<64).map { _ in UInt32.random(in: 0..<4, using: &generator) }
        var counts = BucketCounts(model)
        for _ in 0..<200 {
            let bucket = Int.random(in: 0..<64, using: &generator)
            if model[bucket] > 0, Bool.random(using: &generator) {
                model[bucket] -= 1
                counts.decrement(bucket)
            } else {
                model[bucket] += 1
                counts.increment(bucket)
            }
            #expect(counts.total == model.reduce(0) { $0 + Int($1) })
            let all = model.enumerated().flatMap { bucket, count in (0..<Int(count)).map { (bucket, $0) } }
            for (rank, expected) in all.enumerated() {
                let found = counts.find(rank: rank)
                #expect(found == expected)
                #expect(counts.count(before: expected.0) == rank - expected.1)
            }
        }
    }

    /// Indexes that fall into many trees, asked for by prefixes of every length.
    @Test func prefixesOfEveryLengthAgreeWithTheObviousModel() throws {
        var generator = SeededGenerator(seed: 5)
        var indexes: [PlacementIndex] = []
        for _ in 0..<400 {
            let words = (generator.next(), generator.next(), generator.next(), generator.next())
            indexes.append(PlacementIndex(words: words))
            // Neighbours that share their first digits, and some that share all of them.
            indexes.append(PlacementIndex(words: (words.0 ^ 1, words.1, words.2, words.3)))
            if Bool.random(using: &generator) { indexes.append(PlacementIndex(words: words)) }
        }
        let entries = indexes.enumerated().map { number, index in
            LiveIndex.Entry(
                index, id: PlacementID(rawValue: UInt64(number + 1)),
                expiry: BootInstant(nanoseconds: UInt64(number + 1)))
        }
        var inserted = LiveIndex(pendingMaximum: 9)
        for entry in entries { inserted.insert(entry.key.index, id: entry.id, expiry: entry.end) }
        for var live in [LiveIndex(entries, pendingMaximum: 9), inserted] {
            for gone in [0, indexes.count / 2] {
                live.expire(upTo: BootInstant(nanoseconds: UInt64(gone)))
                for index in indexes.prefix(60) + indexes.suffix(60) {
                    for digits in [1, 2, 3, 4, 5, 8, 15, 16, 17, 64] {
                        let prefix = try IndexPrefix(of: index, digits: digits)
                        let expected = Set(
                            entries[gone...].filter { prefix.contains($0.key.index) }.map(\.id))
                        #expect(live.count(in: prefix) == expected.count)
                        let sample = live.sample(prefix, atMost: 10_000, using: &generator)
                        #expect(Set(sample.map(\.id)) == expected && sample.count == expected.count)
                    }
                    #expect(live.pending(of: index) == entries[gone...].count { $0.key.index == index })
                }
            }
        }
    }
}
