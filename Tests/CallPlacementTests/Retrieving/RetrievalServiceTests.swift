import Dispatch
import Logging
import Sealing
import StoreConformance
import Synchronization
import Testing

@testable import CallPlacement

@Suite("Retrieving")
struct RetrievalServiceTests {
    private let clock = ManualClock()
    private let storage: FailingStorage
    private let size: SealedSize
    /// The service's one thread; ``WorkTimer`` asks the same one, so that moments come in the order of the work.
    private let workers = RetrievalWorkers(count: 1, niceness: 0)

    init() throws {
        storage = FailingStorage(InMemoryStorage(limits: .usual, clock: clock.serviceClock))
        size = try SealedSize(byteCount: 512)
    }

    private func service(
        quantum: Duration, costPerEntry: Duration = .zero, sealer: (any BatchMaking)? = nil
    ) throws -> RetrievalService {
        RetrievalService(
            store: storage, sealer: sealer ?? BatchSealer(size: size), decoys: try Decoys(count: 16, size: size),
            handles: HandleSealer(key: [UInt8](repeating: 1, count: 32)),
            schedule: ReleaseSchedule(quantum: quantum, baseCost: .zero, costPerEntry: costPerEntry),
            pacer: RetrievalPacer(processors: 1), workers: workers, clock: clock.serviceClock,
            lifetime: .seconds(60), logger: Logger(label: "test"))
    }

    /// Places a number of PASSporTs for a key, each with a token of its own.
    private func place(_ count: Int, for key: RecipientPrivateKey) async throws {
        let epoch = try await storage.open(publicKey: [1], start: 0).id
        for number in 0..<count {
            let sealed = try SealedPassport(sealing: ["p\(number)"], to: key.publicKey, size: size)
            let request = PlacementRequest(
                recipient: key.publicKey, index: PlacementIndex(of: key.publicKey), sealed: sealed.bytes,
                digest: [UInt8](repeating: UInt8(number), count: 32),
                use: TokenUse(kTemp: SampleRequests.kTemp(number), epoch: epoch))
            _ = try await storage.place(request)
        }
    }

    @Test("call or no call, a batch has its size", arguments: [1, 4, 16])
    func size(_ entries: Int) async throws {
        let service = try service(quantum: .zero)
        let key = try RecipientPrivateKey.generate()
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 3)
        for live in [0, 1, 20] {
            try await place(live, for: key)
            let batch = try await service.batch(under: prefix, entries: entries, arrival: .now)
            #expect(batch.count == size.batchByteCount(entries: entries))
        }
    }

    @Test("where more live than are asked for, asking again finds the rest, and each says how many there are")
    func tooMany() async throws {
        let service = try service(quantum: .zero)
        let key = try RecipientPrivateKey.generate()
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        try await place(10, for: key)
        var found: Set<[String]> = []
        // Forty answers of four that leave one of ten out: by chance once in 10^7.
        for _ in 0..<40 {
            let batch = try await service.batch(under: prefix, entries: 4, arrival: .now)
            let opened = try BatchOpener(key: key, size: size).open(batch, entries: 4)
            #expect(opened.count == 4)
            #expect(opened.allSatisfy { $0.pending == 10 })
            for entry in opened { found.insert(try entry.passport.open(with: key)) }
        }
        #expect(found.count == 10)
    }

    @Test("nothing of another prefix is in it")
    func otherPrefix() async throws {
        let service = try service(quantum: .zero)
        let key = try RecipientPrivateKey.generate()
        try await place(3, for: key)
        for other in try SampleRequests.everything() {
            let batch = try await service.batch(under: other, entries: 4, arrival: .now)
            let opened = try BatchOpener(key: key, size: size).open(batch, entries: 4)
            #expect(opened.count == (other.contains(PlacementIndex(of: key.publicKey)) ? 3 : 0))
        }
    }

    @Test("answers leave at their time and not before")
    func held() async throws {
        let service = try service(quantum: .milliseconds(30))
        let prefix = try IndexPrefix(hex: "0")
        let handle = String(repeating: "A", count: 64)
        let arrival = ContinuousClock.now
        async let batch = service.batch(under: prefix, entries: 4, arrival: arrival)
        async let links = service.links(under: prefix, entries: 4, arrival: arrival)
        async let followed = service.batch(following: handle, under: prefix, arrival: arrival)
        _ = try await (batch, links, followed)
        #expect(arrival.duration(to: .now) >= .milliseconds(30))
    }

    @Test("a failure of the store gives dummies, at the answer's time and not before: it may depend on what is stored")
    func failure() async throws {
        let service = try service(quantum: .milliseconds(30))
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        for operation in [FailingStorage.Operation.sample, .read] {
            storage.fail(operation, with: .failed("no disk"))
            let arrival = ContinuousClock.now
            let batch = try await service.batch(under: prefix, entries: 4, arrival: arrival)
            #expect(arrival.duration(to: .now) >= .milliseconds(30))
            #expect(try BatchOpener(key: key, size: size).open(batch, entries: 4).isEmpty)
            storage.fail(operation, with: nil)
        }
        storage.fail(.sample, with: .closed)
        #expect(try await service.links(under: prefix, entries: 4, arrival: .now).count == 4)
    }

    @Test("a failure on the way of a link gives a dummy, too")
    func failureOfALink() async throws {
        let service = try service(quantum: .milliseconds(30))
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        let link = try #require(try await service.links(under: prefix, entries: 1, arrival: .now).first)
        for operation in [FailingStorage.Operation.reference, .read] {
            storage.fail(operation, with: .closed)
            let arrival = ContinuousClock.now
            let batch = try await service.batch(following: link, under: prefix, arrival: arrival)
            #expect(arrival.duration(to: .now) >= .milliseconds(30))
            #expect(try BatchOpener(key: key, size: size).open(batch, entries: 1).isEmpty)
            storage.fail(operation, with: nil)
        }
    }

    @Test("an answer does not wait for what is stored: what is not ready at its moment is left out")
    func notReady() async throws {
        let sealer = WaitingSealer(sealer: BatchSealer(size: size))
        let service = try service(quantum: .seconds(3600), sealer: sealer)
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        let batch = try await AnswerTimers.$current.withValue(NoTimer()) {
            try await service.batch(under: prefix, entries: 4, arrival: .now)
        }
        #expect(try BatchOpener(key: key, size: size).open(batch, entries: 4).isEmpty)
        // It is waiting still: had the answer waited for it, this would not have been reached.
        sealer.mayGoOn.signal()
        let next = try await AnswerTimers.$current.withValue(WorkTimer(workers: workers)) {
            try await service.batch(under: prefix, entries: 4, arrival: .now)
        }
        #expect(try BatchOpener(key: key, size: size).open(next, entries: 4).count == 1)
    }

    @Test("in a crowd every batch is as much work, whatever is stored; what lives is in it, and the rest is for nobody")
    func decoys() async throws {
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        let called = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        for prefix in [called, try IndexPrefix(hex: called.hex.hasPrefix("0") ? "1" : "0")] {
            let sealer = CountingSealer(BatchSealer(size: size))
            // Each is 20 ms of imagined work: the first comes to an empty queue, the others do not.
            let service = try service(quantum: .seconds(3600), costPerEntry: .milliseconds(5), sealer: sealer)
            let batches = try await batchesAtOnce(5, of: service, under: prefix)
            let live = prefix == called ? 1 : 0
            #expect(sealer.counted.sorted() == (live == 1 ? [1, 4, 4, 4, 4] : [4, 4, 4, 4]))
            for batch in batches {
                #expect(try BatchOpener(key: key, size: size).open(batch, entries: 4).count == live)
            }
        }
    }

    @Test("who asks for more than can be encrypted gets dummies alone, at the same moment, whatever is stored")
    func unpaced() async throws {
        let service = try service(quantum: .seconds(3600), costPerEntry: .seconds(600))
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        let called = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        for (hours, prefix) in [called, try IndexPrefix(hex: called.hex.hasPrefix("0") ? "1" : "0")].enumerated() {
            // Four entries are 40 minutes of imagined work: one of these fits into the hour.
            let batches = try await batchesAtOnce(5, of: service, under: prefix, arrival: .now + .seconds(3600 * hours))
            let found = try batches.map { try BatchOpener(key: key, size: size).open($0, entries: 4).count }
            #expect(found.reduce(0, +) == (prefix == called ? 1 : 0))
            #expect(Set(batches.map(\.count)) == [size.batchByteCount(entries: 4)])
        }
    }

    /// Answers to so many who came at one moment, each of which leaves when what was begun before is done.
    private func batchesAtOnce(
        _ count: Int, of service: RetrievalService, under prefix: IndexPrefix, arrival: ContinuousClock.Instant = .now
    ) async throws -> [[UInt8]] {
        try await AnswerTimers.$current.withValue(WorkTimer(workers: workers)) {
            try await withThrowingTaskGroup { group in
                for _ in 0..<count {
                    group.addTask { try await service.batch(under: prefix, entries: 4, arrival: arrival) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }
}

/// The moment of every answer has come at once.
private struct NoTimer: AnswerTimer {
    func wait(until moment: ContinuousClock.Instant) async {}
}

/// The moment of an answer comes when the one thread that works has done all that was asked of it before.
private struct WorkTimer: AnswerTimer {
    let workers: RetrievalWorkers

    func wait(until moment: ContinuousClock.Instant) async {
        await withCheckedContinuation { reply in workers.add { reply.resume() } }
    }
}

/// Notes how many PASSporTs it was given.
private final class CountingSealer: BatchMaking {
    let sealer: BatchSealer
    private let counts = Mutex<[Int]>([])

    init(_ sealer: BatchSealer) {
        self.sealer = sealer
    }

    /// The numbers so far, apart from those of dummies alone.
    var counted: [Int] { counts.withLock { $0.filter { $0 > 0 } } }

    func batch(of live: [LiveEntry], entries: Int) throws(SealingError) -> [UInt8] {
        counts.withLock { $0.append(live.count) }
        return try sealer.batch(of: live, entries: entries)
    }
}

/// Makes dummies at once, and anything else when it is allowed to.
private struct WaitingSealer: BatchMaking {
    let sealer: BatchSealer
    let mayGoOn = DispatchSemaphore(value: 0)

    func batch(of live: [LiveEntry], entries: Int) throws(SealingError) -> [UInt8] {
        if !live.isEmpty {
            mayGoOn.wait()
            mayGoOn.signal()
        }
        return try sealer.batch(of: live, entries: entries)
    }
}
