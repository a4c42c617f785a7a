import CallPlacement
import StoreConformance
import Testing

@testable import LMDBStore

@Suite struct RoomTests {
    let folders: TemporaryFolders
    let clock = ManualClock()

    init() throws {
        self.folders = try TemporaryFolders()
    }

    /// Places in parallel until there is no room, and says how many were placed.
    func fill(_ storage: LMDBStorage, epoch: EpochID, first: Int, count: Int) async throws -> (placed: Int, full: Int) {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in first..<first + count {
                let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
                group.addTask {
                    do {
                        guard case .placed = try await storage.place(request) else { throw StoreError.closed }
                        return true
                    } catch let error as StoreError where error.isFull {
                        return false
                    }
                }
            }
            return try await group.reduce(into: (0, 0)) { counts, isPlaced in
                if isPlaced { counts.placed += 1 } else { counts.full += 1 }
            }
        }
    }

    @Test func aFullMapOfPlacementsRecoversBySweeping() async throws {
        var settings = folders.settings()
        settings.placementsMapSize = 1 << 20
        let storage = try folders.open(clock, settings)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        var firstRound = 0
        for round in 0..<4 {
            let (placed, full) = try await fill(storage, epoch: epoch, first: round * 4000, count: 4000)
            #expect(full > 0)
            if round == 0 { firstRound = placed }
            #expect(placed * 10 >= firstRound * 8, "after recovering there is room for as many again")
            #expect(storage.liveCount == placed)
            // Retrievals and the ledger go on while there is no room.
            #expect(try storage.read(storage.sample(SampleRequests.prefix(1), atMost: 9)).allSatisfy { $0 != nil })
            #expect(try await storage.countIssuance(to: SampleRequests.credential(round), in: epoch, quota: 1))
            clock.advance(by: .seconds(60))
            #expect(try await storage.sweep() == placed)
        }
    }

    @Test func aFullLedgerRecoversByRetiring() async throws {
        var settings = folders.settings()
        settings.ledgerMapSize = 1 << 20
        let storage = try folders.open(clock, settings)
        for round in 0..<3 {
            let epoch = try await storage.open(publicKey: [], start: 0).id
            let (placed, full) = try await fill(storage, epoch: epoch, first: round * 20_000, count: 15_000)
            #expect(placed > 4000 && full > 0, "\(placed) placed, \(full) refused")
            try await storage.retire(epoch)
            clock.advance(by: .seconds(60))
            try await storage.sweep()
        }
    }

    @Test func theFileDoesNotGrowWithTime() async throws {
        let storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        var sizes: [Int] = []
        for cycle in 0..<50 {
            let (placed, _) = try await fill(storage, epoch: epoch, first: cycle * 500, count: 500)
            #expect(placed == 500)
            clock.advance(by: .seconds(60))
            #expect(try await storage.sweep() == 500)
            sizes.append(TemporaryFolders.size(of: "\(folders.placements)/data.mdb"))
        }
        // How requests fall into groups differs from cycle to cycle, and with it the most pages in use at once. A page
        // lost in every cycle would make a third more.
        #expect(Double(sizes[49]) < Double(sizes[9]) * 1.15, "\(sizes)")
    }

    /// A sealed PASSporT of 2,048 bytes costs less than 2,600 bytes of file.
    @Test func pagesAreFull() async throws {
        let storage = try folders.open(clock, folders.settings(sealedSize: 2048))
        let epoch = try await storage.open(publicKey: [], start: 0).id
        let count = 20_000
        try await withThrowingTaskGroup { group in
            for worker in 0..<64 {
                group.addTask {
                    for number in stride(from: worker, to: count, by: 64) {
                        _ = try await storage.place(
                            SampleRequests.request(
                                to: number % 100, body: number, token: number, epoch: epoch, sealedSize: 2048))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(storage.liveCount == count)
        let bytes = TemporaryFolders.size(of: "\(folders.placements)/data.mdb") / count
        print("LMDBStore: \(bytes) bytes of file for each of \(count) PASSporTs of 2048 bytes")
        #expect(bytes < 2600)
    }

    @Test(arguments: [1, 64, 256, 1024, 2048, 4096, 16_384, 131_072])
    func chunksCoverTheRecord(sealedSize: Int) {
        let size = PlacementRecord.headByteCount + sealedSize
        let layout = ChunkLayout(recordByteCount: size, pageSize: 4096)
        #expect((0..<layout.chunkCount).flatMap { layout.range(ofChunk: $0) }.elementsEqual(0..<size))
        #expect(layout.chunkCount <= 256)
        #expect(layout.range(ofChunk: 0).count >= PlacementRecord.headByteCount)
        // A node with its key in half a page: anything larger gets pages of its own.
        #expect(layout.chunkByteCount <= 2021)
    }
}
