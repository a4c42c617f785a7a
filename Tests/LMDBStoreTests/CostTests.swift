import CallPlacement
import Sealing
import StoreConformance
import Testing

@testable import LMDBStore

@Suite(.serialized) struct CostTests {
    let folders: TemporaryFolders
    let clock = ManualClock()

    init() throws {
        self.folders = try TemporaryFolders()
    }

    /// What a retrieval costs follows from how many it answers, not from how many have its prefix.
    @Test func aShortPrefixCostsNoMoreThanAFullIndex() async throws {
        var settings = folders.settings(sealedSize: 64)
        settings.placementsMapSize = 256 << 20
        let storage = try folders.open(clock, settings)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        let count = 100_000
        try await withThrowingTaskGroup { group in
            for worker in 0..<256 {
                group.addTask {
                    for number in stride(from: worker, to: count, by: 256) {
                        // The first 64 go to one recipient, so that a full index has as many to answer.
                        _ = try await storage.place(
                            SampleRequests.request(
                                to: number < 64 ? 0 : number, body: number, token: number, epoch: epoch, sealedSize: 64)
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(storage.liveCount == count)

        let full = try SampleRequests.prefix(0)
        let short = try IndexPrefix(hex: "7")
        var costs: (full: [Duration], short: [Duration]) = ([], [])
        for _ in 0..<101 {
            costs.full.append(try cost(of: full, in: storage))
            costs.short.append(try cost(of: short, in: storage))
        }
        let medians = (full: costs.full.sorted()[50], short: costs.short.sorted()[50])
        print("LMDBStore: 16 of 64 under an index in \(medians.full), 16 of 6,250 under a digit in \(medians.short)")
        #expect(medians.short < medians.full * 2)

        try await storage.close()
        let start = ContinuousClock.now
        let reopened = try folders.open(clock, settings)
        print("LMDBStore: opened with \(count) in \(ContinuousClock.now - start)")
        #expect(reopened.liveCount == count)
    }

    private func cost(of prefix: IndexPrefix, in storage: LMDBStorage) throws -> Duration {
        let start = ContinuousClock.now
        let sample = try storage.sample(prefix, atMost: 16)
        let passports = try storage.read(sample)
        let duration = ContinuousClock.now - start
        #expect(passports.count == 16)
        return duration
    }
}
