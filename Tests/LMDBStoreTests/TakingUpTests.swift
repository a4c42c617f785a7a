import CallPlacement
import Sealing
import StoreConformance
import Testing

@testable import LMDBStore

/// A storage that comes back before what lives has been taken up.
@Suite struct TakingUpTests {
    let folders: TemporaryFolders

    init() throws {
        self.folders = try TemporaryFolders()
    }

    /// The clock is the machine's, which may be slow: nothing ends while a test runs.
    private var settings: LMDBStorageSettings {
        var limits = PlacementLimits.usual
        limits.lifetime = .seconds(3600)
        return folders.settings(limits)
    }

    @Test func whatAsksBeforehandWaits() async throws {
        var storage = try LMDBStorage.beginning(settings)
        let store = StoreUnderTest(placements: storage, ledger: storage)
        let epoch = try await store.epoch()
        var requests: [PlacementRequest] = []
        for number in 0..<100 {
            requests.append(try SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
            try await store.mustPlace(requests[number])
        }
        let everything = Set(try store.everything())
        #expect(everything.count == 100)
        try await storage.close()

        // Each is the first to ask.
        storage = try LMDBStorage.beginning(settings)
        #expect(storage.liveCount == 100)
        try await storage.close()
        storage = try LMDBStorage.beginning(settings)
        #expect(Set(try StoreUnderTest(placements: storage, ledger: storage).everything()) == everything)
        try await storage.close()
        storage = try LMDBStorage.beginning(settings)
        #expect(try await storage.sweep() == 0)
        try await storage.close()
        storage = try LMDBStorage.beginning(settings)
        guard case .repeated = try await storage.place(requests[7]) else {
            Issue.record("a repeat was not known")
            return
        }
        try await storage.close()
        storage = try LMDBStorage.beginning(settings)
        try await storage.untilTakenUp()
        #expect(storage.liveCount == 100)
        try await storage.close()
    }

    @Test func damageIsToldToEverybody() async throws {
        try await LMDBStorage(settings).close()
        try DamageTests.damage(
            folders.placements, "records", PlacementRecord.key(of: PlacementID(rawValue: 1), chunk: 0), [1, 2])
        let storage = try LMDBStorage.beginning(settings)
        await #expect(throws: StoreError.damaged("")) { try await storage.untilTakenUp() }
        await #expect(throws: StoreError.damaged("")) { try await storage.sweep() }
        #expect(throws: StoreError.damaged("")) { try storage.sample(IndexPrefix(hex: "0"), atMost: 1) }
        #expect(storage.liveCount == 0)
        await #expect(throws: StoreError.damaged("")) { try await storage.close() }
        // Nothing has been removed: it is damaged as before.
        #expect(throws: StoreError.damaged("")) { try LMDBStorage(settings) }
    }
}
