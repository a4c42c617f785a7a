import Glibc
import Testing

@testable import Sealing

@Suite("Batch")
struct BatchTests {
    private let size: SealedSize
    private let sealer: BatchSealer

    init() throws {
        size = try Samples.size
        sealer = BatchSealer(size: size)
    }

    private func open(_ batch: [UInt8], with key: RecipientPrivateKey, entries: Int) throws -> [BatchOpener.Opened] {
        try BatchOpener(key: key, size: size).open(batch, entries: entries)
    }

    @Test("has exactly its length and its header, call or no call", arguments: [1, 2, 16, 255, 256, 300])
    func length(_ entries: Int) throws {
        let key = try RecipientPrivateKey.generate()
        for live in [[], [try Samples.live(key.publicKey)]] {
            let batch = try sealer.batch(of: live, entries: entries)
            #expect(batch.count == 35 + entries * 536)
            #expect(Array(batch[..<3]) == [0x01, UInt8(entries >> 8), UInt8(entries & 0xff)])
            #expect(try open(batch, with: key, entries: entries).count == live.count)
        }
    }

    @Test("many recipients, each finds its own and nothing else")
    func manyRecipients() throws {
        let keys = try (0..<6).map { _ in try RecipientPrivateKey.generate() }
        let live = try keys.enumerated().map { number, key in
            try Samples.live(key.publicKey, passport: "passport.\(number)", pending: number, remaining: 10 + number)
        }
        let batch = try sealer.batch(of: live, entries: 8)
        for (number, key) in keys.enumerated() {
            let opened = try open(batch, with: key, entries: 8)
            #expect(opened.count == 1)
            #expect(try opened.first?.passport.open(with: key) == ["passport.\(number)"])
            #expect(opened.first?.pending == number)
            #expect(opened.first?.remaining == 10 + number)
        }
        #expect(try open(batch, with: .generate(), entries: 8).isEmpty)
    }

    @Test("several entries of one recipient, in a batch that is full")
    func sameRecipient() throws {
        let key = try RecipientPrivateKey.generate()
        let live = try (0..<4).map { try Samples.live(key.publicKey, passport: "p\($0)", pending: 4, remaining: $0) }
        let opened = try open(try sealer.batch(of: live, entries: 4), with: key, entries: 4)
        #expect(opened.map(\.remaining).sorted() == [0, 1, 2, 3])
        #expect(Set(try opened.map { try $0.passport.open(with: key) }) == [["p0"], ["p1"], ["p2"], ["p3"]])
        #expect(opened.allSatisfy { $0.pending == 4 })
    }

    @Test("as many entries cost as much, whether they are for one recipient or for many")
    func costOfOneRecipient() throws {
        let keys = try (0..<16).map { _ in try RecipientPrivateKey.generate().publicKey }
        let forMany = try keys.map { try Samples.live($0) }
        let forOne = try keys.map { _ in try Samples.live(keys[0]) }
        var (many, one) = (Duration.seconds(60), Duration.seconds(60))
        // The least processor time of several turns: what comes on top of it is another's work.
        for _ in 0..<8 {
            many = min(many, try processorTime { _ = try sealer.batch(of: forMany, entries: 16) })
            one = min(one, try processorTime { _ = try sealer.batch(of: forOne, entries: 16) })
        }
        // An agreement that is shared would make it a fifth or less.
        #expect((0.6...1.7).contains(one / many))
    }

    /// How long a processor works for this thread meanwhile.
    private func processorTime(of work: () throws -> Void) rethrows -> Duration {
        func now() -> Duration {
            var time = timespec()
            unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let start = now()
        try work()
        return now() - start
    }

    @Test("numbers about an entry are cut off at what two bytes hold")
    func saturation() throws {
        let key = try RecipientPrivateKey.generate()
        for (given, expected) in [(65_535, 65_535), (65_536, 65_535), (Int.max, 65_535), (-1, 0), (256, 256)] {
            let live = try Samples.live(key.publicKey, pending: given, remaining: given)
            let opened = try open(try sealer.batch(of: [live], entries: 1), with: key, entries: 1)
            #expect(opened.map(\.pending) == [expected])
            #expect(opened.map(\.remaining) == [expected])
        }
    }

    @Test("refuses more live ones than entries, and numbers of entries that there are not")
    func refusals() throws {
        let key = try RecipientPrivateKey.generate()
        let live = try Samples.live(key.publicKey)
        #expect(throws: SealingError.wrongLength) { try sealer.batch(of: [live, live], entries: 1) }
        for entries in [Int.min, -1, 0, 65_536, Int.max] {
            #expect(throws: SealingError.wrongLength) { try sealer.batch(of: [], entries: entries) }
        }
        for count in [0, 511, 513, 2048] {
            let other = LiveEntry(
                recipient: key.publicKey, sealed: [UInt8](repeating: 0, count: count), pending: 1, remaining: 1)
            #expect(throws: SealingError.wrongLength) { try sealer.batch(of: [other], entries: 2) }
        }
    }

    @Test("the largest batch that can be said")
    func largest() throws {
        let key = try RecipientPrivateKey.generate()
        let live = try Samples.live(key.publicKey)
        let batch = try sealer.batch(
            of: [(position: 65_534, entry: live)], entries: 65_535, ephemeral: EphemeralEncapsulation())
        #expect(batch.count == 35 + 65_535 * 536)
        #expect(Array(batch[..<3]) == [0x01, 0xff, 0xff])
        let entryKey = try IndependentRecipient(key).entryKey(of: batch)
        let last = IndependentRecipient.open(batch, at: 65_534, entryByteCount: 536, key: entryKey)
        #expect(last == live.sealed + live.trailer)
    }
}
