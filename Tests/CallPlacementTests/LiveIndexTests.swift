import Sealing
import SeededRandomness
import StoreConformance
import Testing

@testable import CallPlacement

@Suite struct LiveIndexTests {
    /// The slow and obvious way to do the same.
    struct Model {
        var live: [(index: PlacementIndex, id: PlacementID, expiry: BootInstant)] = []
    }

    static func index(_ generator: inout SeededGenerator) -> PlacementIndex {
        // Few different first digits and few different rests, so that ranges and equal indexes are common.
        let digit = UInt64.random(in: 0..<4, using: &generator)
        let rest = UInt64.random(in: 0..<20, using: &generator)
        return PlacementIndex(words: (digit << 60 | rest, rest, 0, .max))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func agreesWithTheObviousModel(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var live = LiveIndex(pendingMaximum: 7)
        var model = Model()
        var now: UInt64 = 1
        for number in 1...600 {
            if Int.random(in: 0..<3, using: &generator) > 0 {
                let index = Self.index(&generator)
                let id = PlacementID(rawValue: UInt64(number))
                let expiry = BootInstant(nanoseconds: now + 100)
                live.insert(index, id: id, expiry: expiry)
                model.live.append((index, id, expiry))
            } else {
                now += .random(in: 0..<20, using: &generator)
                let gone = model.live.filter { $0.expiry.nanoseconds <= now }.map(\.id)
                model.live.removeAll { $0.expiry.nanoseconds <= now }
                #expect(live.expire(upTo: BootInstant(nanoseconds: now)) == gone)
            }
            #expect(live.count == model.live.count)
            #expect(live.oldest == model.live.first?.id)
            let digit = try IndexPrefix(hex: String("0123".randomElement(using: &generator) ?? "0"))
            let expected = model.live.filter { digit.contains($0.index) }
            #expect(live.count(in: digit) == expected.count)
            let sample = live.sample(digit, atMost: 1000, using: &generator)
            #expect(Set(sample.map(\.id)) == Set(expected.map(\.id)))
            #expect(sample.count == expected.count)
            for reference in sample {
                let entry = try #require(expected.first { $0.id == reference.id })
                #expect(reference.index == entry.index)
                #expect(reference.expiry == entry.expiry)
                #expect(reference.pending == min(7, expected.count { $0.index == entry.index }))
                #expect(live.reference(to: reference.id) == reference)
            }
            #expect(live.reference(to: PlacementID(rawValue: UInt64(number) + 1)) == nil)
        }
    }

    @Test func removedIdentifiersAreNotAnswered() {
        var live = LiveIndex(pendingMaximum: 7)
        let index = PlacementIndex(words: (1, 2, 3, 4))
        for number in 1...10 as ClosedRange<UInt64> {
            live.insert(index, id: PlacementID(rawValue: number * 2), expiry: BootInstant(nanoseconds: number))
        }
        #expect(live.expire(upTo: BootInstant(nanoseconds: 4)).map(\.rawValue) == [2, 4, 6, 8])
        for number in 0...21 as ClosedRange<UInt64> {
            let lives = number >= 10 && number <= 20 && number.isMultiple(of: 2)
            #expect((live.reference(to: PlacementID(rawValue: number)) != nil) == lives)
        }
    }

    /// Uniform over what is chosen and where it stands; false alarm below one in a million, and none with this seed.
    @Test func samplesAreUniform() throws {
        var live = LiveIndex(pendingMaximum: 7)
        var ids: [PlacementID] = []
        var generator = SeededGenerator(seed: 11)
        for number in 1...60 as ClosedRange<UInt64> {
            // Lopsided on purpose: half of them under one index, the others spread.
            let word = number.isMultiple(of: 2) ? 5 : generator.next() >> 4
            let id = PlacementID(rawValue: number)
            live.insert(PlacementIndex(words: (word, 0, 0, 0)), id: id, expiry: BootInstant(nanoseconds: number))
            ids.append(id)
        }
        let prefix = try IndexPrefix(hex: "0")
        for length in [1, 8, 59] {
            try ChiSquare.requireUniformPositions(of: ids, length: length, rounds: 6000) {
                live.sample(prefix, atMost: length, using: &generator).map(\.id)
            }
        }
    }

    /// The test of uniformity must be able to fail: a generator that leans a little is found out.
    @Test func unevenSamplesAreFoundOut() throws {
        let ids = (1...20 as ClosedRange<UInt64>).map(PlacementID.init(rawValue:))
        var generator = SeededGenerator(seed: 12)
        #expect(throws: ConformanceFailure.self) {
            try ChiSquare.requireUniformPositions(of: ids, length: 4, rounds: 6000) {
                let shuffled = ids.shuffled(using: &generator)
                let leans = Int.random(in: 0..<20, using: &generator) == 0
                return Array((leans ? [ids[0]] + shuffled.filter { $0 != ids[0] } : shuffled).prefix(4))
            }
        }
    }

    /// An index built at once is one into which the same was inserted, and goes on like it.
    @Test(arguments: [0, 1, 2, 3, 500])
    func builtAtOnceIsTheSame(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let entries = (0..<count).map { number in
            LiveIndex.Entry(
                Self.index(&generator), id: PlacementID(rawValue: UInt64(number) * 3 + 1),
                expiry: BootInstant(nanoseconds: UInt64(number / 2)))
        }
        var built = LiveIndex(entries, pendingMaximum: 7)
        var inserted = LiveIndex(pendingMaximum: 7)
        for entry in entries { inserted.insert(entry.key.index, id: entry.id, expiry: entry.end) }
        for now in [0, 50, 200, 1000] as [UInt64] {
            for digit in ["0", "1", "2", "3"] {
                let prefix = try IndexPrefix(hex: digit)
                let samples = [built, inserted].map { $0.sample(prefix, atMost: 10_000, using: &generator) }
                #expect(Set(samples[0]) == Set(samples[1]))
                #expect(built.count(in: prefix) == samples[1].count)
            }
            let next = PlacementID(rawValue: 10_000 + now)
            built.insert(Self.index(&generator), id: next, expiry: BootInstant(nanoseconds: 2000))
            inserted.insert(
                try #require(built.reference(to: next)).index, id: next, expiry: BootInstant(nanoseconds: 2000))
            let moment = BootInstant(nanoseconds: now)
            #expect(built.expire(upTo: moment) == inserted.expire(upTo: moment))
        }
        let treap = PlacementTreap(entries, capacity: 0)
        #expect(treap.count == count)
        #expect(treap.depth < 80)
    }

    /// Keys in order, in reverse, and all alike: whoever chooses them cannot choose the shape.
    @Test(arguments: 0..<3)
    func noOrderOfKeysMakesItDeep(order: Int) {
        var treap = PlacementTreap(capacity: 0)
        let count: UInt64 = 20_000
        for number in 1...count {
            let word = [number, count - number, 5][order]
            _ = treap.insert(PlacementKey(index: PlacementIndex(words: (word, 0, 0, 0)), id: number), expiry: number)
        }
        // The expected depth is about 2 ln 20,000 = 20; four times that has no chance worth naming.
        #expect(treap.depth < 80)
    }

    @Test func aPlacementTakesFewBytes() {
        let bytes = MemoryLayout<PlacementTreap.Node>.stride + MemoryLayout<PlacementTreap.Slot>.stride
        #expect(bytes == 68)
    }

    /// Slots of what has gone are used again, so a steady load does not grow.
    @Test func slotsAreUsedAgain() {
        var treap = PlacementTreap(capacity: 0)
        for round in 0..<50 as Range<UInt64> {
            let slots = (1...100 as ClosedRange<UInt64>).map { number in
                treap.insert(
                    PlacementKey(index: PlacementIndex(words: (number, 0, 0, 0)), id: round * 100 + number), expiry: 1)
            }
            for slot in slots { treap.remove(slot) }
        }
        #expect(treap.count == 0)
        #expect(treap.nodes.count == 100)
        #expect(treap.nodes.allSatisfy { $0.key.index.words == (0, 0, 0, 0) })
    }
}
