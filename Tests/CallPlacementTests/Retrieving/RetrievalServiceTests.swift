import Sealing
import StoreConformance
import Testing

@testable import CallPlacement

@Suite("Retrieving")
struct RetrievalServiceTests {
    private let clock = ManualClock()
    private let storage: FailingStorage
    private let size: SealedSize

    init() throws {
        storage = FailingStorage(InMemoryStorage(limits: .usual, clock: clock.serviceClock))
        size = try SealedSize(byteCount: 512)
    }

    private func service(quantum: Duration, patience: Duration = .seconds(1)) -> RetrievalService {
        RetrievalService(
            store: storage, sealer: BatchSealer(size: size),
            handles: HandleSealer(key: [UInt8](repeating: 1, count: 32)),
            schedule: ReleaseSchedule(quantum: quantum, baseCost: .zero, costPerEntry: .zero),
            pacer: RetrievalPacer(processors: 1, patience: patience),
            workers: RetrievalWorkers(count: 1), clock: clock.serviceClock, lifetime: .seconds(60))
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
        let service = service(quantum: .zero)
        let key = try RecipientPrivateKey.generate()
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 3)
        for live in [0, 1, 20] {
            try await place(live, for: key)
            let batch = try #require(try await service.batch(under: prefix, entries: entries, arrival: .now))
            #expect(batch.count == size.batchByteCount(entries: entries))
        }
    }

    @Test("where more live than are asked for, asking again finds the rest, and each says how many there are")
    func tooMany() async throws {
        let service = service(quantum: .zero)
        let key = try RecipientPrivateKey.generate()
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        try await place(10, for: key)
        var found: Set<[String]> = []
        // Forty answers of four that leave one of ten out: by chance once in 10^7.
        for _ in 0..<40 {
            let batch = try #require(try await service.batch(under: prefix, entries: 4, arrival: .now))
            let opened = try BatchOpener(key: key, size: size).open(batch, entries: 4)
            #expect(opened.count == 4)
            #expect(opened.allSatisfy { $0.pending == 10 })
            for entry in opened { found.insert(try entry.passport.open(with: key)) }
        }
        #expect(found.count == 10)
    }

    @Test("nothing of another prefix is in it")
    func otherPrefix() async throws {
        let service = service(quantum: .zero)
        let key = try RecipientPrivateKey.generate()
        try await place(3, for: key)
        for other in try SampleRequests.everything() {
            let batch = try #require(try await service.batch(under: other, entries: 4, arrival: .now))
            let opened = try BatchOpener(key: key, size: size).open(batch, entries: 4)
            #expect(opened.count == (other.contains(PlacementIndex(of: key.publicKey)) ? 3 : 0))
        }
    }

    @Test("answers leave at their time and not before")
    func held() async throws {
        let service = service(quantum: .milliseconds(30))
        let prefix = try IndexPrefix(hex: "0")
        let handle = String(repeating: "A", count: 64)
        let arrival = ContinuousClock.now
        async let batch = service.batch(under: prefix, entries: 4, arrival: arrival)
        async let links = service.links(under: prefix, entries: 4, arrival: arrival)
        async let followed = service.batch(following: handle, under: prefix, arrival: arrival)
        _ = try await (batch, links, followed)
        #expect(arrival.duration(to: .now) >= .milliseconds(30))
    }

    @Test("a failure of the store is a failure of the service, at the answer's time and not before")
    func failure() async throws {
        let service = service(quantum: .milliseconds(30))
        let prefix = try IndexPrefix(hex: "0")
        let error = StoreError.failed("no disk")
        for operation in [FailingStorage.Operation.sample, .read] {
            storage.fail(operation, with: error)
            let arrival = ContinuousClock.now
            await #expect(throws: ServiceFailure.store(error)) {
                _ = try await service.batch(under: prefix, entries: 4, arrival: arrival)
            }
            #expect(arrival.duration(to: .now) >= .milliseconds(30))
            storage.fail(operation, with: nil)
        }
        storage.fail(.sample, with: error)
        let arrival = ContinuousClock.now
        await #expect(throws: ServiceFailure.store(error)) {
            _ = try await service.links(under: prefix, entries: 4, arrival: arrival)
        }
        #expect(arrival.duration(to: .now) >= .milliseconds(30))
    }

    @Test("a failure on the way of a link is one, too")
    func failureOfALink() async throws {
        let service = service(quantum: .milliseconds(30))
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        let link = try #require(try await service.links(under: prefix, entries: 1, arrival: .now)?.first)
        for operation in [FailingStorage.Operation.reference, .read] {
            storage.fail(operation, with: .closed)
            let arrival = ContinuousClock.now
            await #expect(throws: ServiceFailure.store(.closed)) {
                _ = try await service.batch(following: link, under: prefix, arrival: arrival)
            }
            #expect(arrival.duration(to: .now) >= .milliseconds(30))
            storage.fail(operation, with: nil)
        }
    }

    @Test("where the queue is too long, everyone is turned away alike")
    func turnedAway() async throws {
        let service = service(quantum: .milliseconds(30), patience: .zero)
        let key = try RecipientPrivateKey.generate()
        try await place(1, for: key)
        for prefix in [try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64), try IndexPrefix(hex: "0")] {
            #expect(try await service.batch(under: prefix, entries: 4, arrival: .now) == nil)
            #expect(try await service.links(under: prefix, entries: 4, arrival: .now) == nil)
            let handle = String(repeating: "A", count: 64)
            #expect(try await service.batch(following: handle, under: prefix, arrival: .now) == nil)
        }
    }
}
