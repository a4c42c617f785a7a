import CallPlacement
import Glibc
import Sealing
import StoreConformance
import Testing

@testable import LMDBStore

@Suite struct ReopeningTests {
    let folders: TemporaryFolders
    let clock = ManualClock()

    init() throws {
        self.folders = try TemporaryFolders()
    }

    @Test func everythingIsKept() async throws {
        var storage = try folders.open(clock)
        var store = StoreUnderTest(placements: storage, ledger: storage)
        let epoch = try await store.epoch()
        let handleKey = storage.handleKey
        var requests: [PlacementRequest] = []
        for number in 0..<50 {
            requests.append(try SampleRequests.request(to: number, body: number, token: number / 8, epoch: epoch))
            try await store.mustPlace(requests[number])
        }
        #expect(try await storage.countIssuance(to: SampleRequests.credential(1), in: epoch, quota: 1))
        let before = Set(try store.everything())
        try await storage.close()

        storage = try folders.open(clock)
        store = StoreUnderTest(placements: storage, ledger: storage)
        #expect(handleKey.count == 32)
        #expect(storage.handleKey == handleKey)
        let after = try store.everything()
        #expect(Set(after) == before)
        let passports = try storage.read(after)
        for (reference, passport) in zip(after, passports) {
            #expect(passport?.sealed == requests[Int(reference.id.rawValue) - 1].sealed)
        }
        #expect(try storage.epochs().map(\.id) == [epoch])
        // Counters, uses per index, quotas and identifiers go on where they were.
        #expect(
            try await storage.place(requests[0]) == .repeated(try #require(storage.reference(to: .init(rawValue: 1)))))
        let ninth = try SampleRequests.request(to: 100, body: 100, token: 0, epoch: epoch)
        #expect(try await storage.place(ninth) == .tokenUsedUp)
        #expect(try await !storage.countIssuance(to: SampleRequests.credential(1), in: epoch, quota: 1))
        let next = try SampleRequests.request(to: 100, body: 100, token: 99, epoch: epoch)
        #expect(try await store.mustPlace(next).id == PlacementID(rawValue: 51))
        #expect(try await store.epoch().rawValue == 2)
    }

    /// So many that several threads read a part each. Of the first part only some live.
    @Test func manyAreTakenUpAsTheyWere() async throws {
        var storage = try folders.open(clock)
        var store = StoreUnderTest(placements: storage, ledger: storage)
        let epoch = try await store.epoch()
        var requests: [PlacementRequest] = []
        for number in 0..<5000 {
            if number > 0, number.isMultiple(of: 500) { clock.advance(by: .seconds(5)) }
            requests.append(try SampleRequests.request(to: number / 2, body: number, token: number / 8, epoch: epoch))
            try await store.mustPlace(requests[number])
        }
        let before = try store.everything().filter { $0.id.rawValue > 1000 }
        try await storage.close()

        // The first thousand have expired.
        clock.advance(by: .seconds(20))
        storage = try folders.open(clock)
        store = StoreUnderTest(placements: storage, ledger: storage)
        #expect(storage.liveCount == 4000)
        #expect(Set(try store.everything()) == Set(before))
        #expect(before.count == 4000)
        for number in 0..<5000 {
            let reference = try storage.reference(to: PlacementID(rawValue: UInt64(number + 1)))
            #expect((reference == nil) == (number < 1000))
            guard let reference else { continue }
            #expect(reference.index == requests[number].index)
            #expect(try await storage.place(requests[number]) == .repeated(reference))
        }
        clock.advance(by: .seconds(5))
        #expect(try await storage.sweep() == 1500)
        #expect(storage.liveCount == 3500)
        let next = try SampleRequests.request(to: 1, body: 9999, token: 9999, epoch: epoch)
        #expect(try await store.mustPlace(next).id == PlacementID(rawValue: 5001))
    }

    @Test func identifiersGoOnAlsoWhenAllWasSwept() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        clock.advance(by: .seconds(60))
        #expect(try await storage.sweep() == 1)
        try await storage.close()
        storage = try folders.open(clock)
        let store = StoreUnderTest(placements: storage, ledger: storage)
        let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch)
        #expect(try await store.mustPlace(request).id == PlacementID(rawValue: 2))
    }

    @Test func anotherRunOfTheMachineDropsPlacementsAndKeepsTheLedger() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [4], start: 0).id
        let handleKey = storage.handleKey
        for number in 0..<8 {
            _ = try await storage.place(SampleRequests.request(to: number, body: number, token: 1, epoch: epoch))
        }
        try await storage.close()

        storage = try folders.open(clock, bootIdentity: "the next run")
        #expect(storage.liveCount == 0)
        #expect(storage.handleKey != handleKey)
        #expect(try storage.epochs().map(\.id) == [epoch])
        let ninth = try SampleRequests.request(to: 9, body: 9, token: 1, epoch: epoch)
        #expect(try await storage.place(ninth) == .tokenUsedUp)
    }

    @Test func whatHasExpiredMeanwhileIsNotTakenUp() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        for number in 0..<20 {
            _ = try await storage.place(SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
            clock.advance(by: .seconds(2))
        }
        try await storage.close()
        clock.advance(by: .seconds(41))
        storage = try folders.open(clock)
        #expect(storage.liveCount == 9)
        #expect(try await storage.sweep() == 11)
    }

    @Test func aShorterLifetimeHoldsForWhatIsThereAlready() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        try await storage.close()
        var limits = PlacementLimits.usual
        limits.lifetime = .seconds(10)
        storage = try folders.open(clock, folders.settings(limits))
        #expect(storage.liveCount == 1)
        let reference = try #require(try storage.reference(to: PlacementID(rawValue: 1)))
        clock.advance(by: .seconds(10))
        #expect(storage.liveCount == 0)
        #expect(try storage.read([reference]) == [nil])
        #expect(try await storage.sweep() == 1)
    }

    @Test func anotherSizeIsRefusedWhileSomethingLives() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        try await storage.close()
        let other = folders.settings(sealedSize: 512)
        let error = #expect(throws: StoreError.self) { try folders.open(clock, other) }
        #expect(error?.description.contains("holds PASSporTs of 256 bytes, and 512 are configured") == true)

        clock.advance(by: .seconds(60))
        storage = try folders.open(clock, other)
        let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch, sealedSize: 512)
        let store = StoreUnderTest(placements: storage, ledger: storage)
        #expect(try await store.mustPlace(request).id == PlacementID(rawValue: 2))
    }

    @Test func aSecondOpeningIsRefused() async throws {
        let storage = try folders.open(clock)
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.description.contains("is in use by another process") == true)
        try await storage.close()
        try await folders.open(clock).close()
    }

    @Test func whatIsClosedRefusesEverything() async throws {
        let storage = try folders.open(clock)
        try await storage.close()
        try await storage.close()
        #expect(storage.liveCount == 0)
        #expect(throws: StoreError.closed) { try storage.epochs() }
        #expect(throws: StoreError.closed) { try storage.sample(SampleRequests.prefix(1), atMost: 1) }
        await #expect(throws: StoreError.closed) { try await storage.sweep() }
    }

    /// What waits when the store is closed is still done.
    @Test func closingFinishesWhatWaits() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        let placed = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<500 {
                let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
                group.addTask { [storage] in
                    do {
                        if case .placed = try await storage.place(request) { return true } else { return false }
                    } catch {
                        #expect(error as? StoreError == .closed)
                        return false
                    }
                }
            }
            try await storage.close()
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        storage = try folders.open(clock)
        #expect(storage.liveCount == placed)
    }

    @Test func onlyTheOwnerMayRead() async throws {
        let storage = try folders.open(clock)
        for folder in [folders.placements, folders.ledger] {
            #expect(TemporaryFolders.mode(of: folder) == 0o700)
            for file in ["data.mdb", "lock.mdb", "lock"] {
                #expect(TemporaryFolders.mode(of: "\(folder)/\(file)") == 0o600, "\(file)")
            }
        }
        for file in ["boot-id", "keys"] {
            #expect(TemporaryFolders.mode(of: "\(folders.placements)/\(file)") == 0o600, "\(file)")
        }
        try await storage.close()
        unsafe chmod(folders.placements, 0o770)
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.description.contains("others may write") == true)
    }
}
