import CallPlacement
import Dispatch
import Glibc
import Sealing
import SeededRandomness
import StoreConformance
import Testing

@testable import LMDBStore

@Suite struct DamageTests {
    let folders: TemporaryFolders
    let clock = ManualClock()

    init() throws {
        self.folders = try TemporaryFolders()
    }

    /// Changes one value of a closed environment.
    static func damage(_ folder: String, _ database: String, _ key: [UInt8], _ value: [UInt8]) throws {
        let lock = try FolderLock(try StorageFolder(path: folder), released: DispatchGroup())
        let environment = try Environment(lock, .init(mapSize: 64 << 20, databases: 34, isSynced: false))
        let transaction = try WriteTransaction(environment)
        let opened = try Database(database, in: transaction)
        try transaction.set(key, to: value, in: opened)
        try transaction.commit()
    }

    @Test(arguments: [
        [], [0], [0, 0, 0, 2], [0, 0, 0, 1], Array(repeating: 0, count: 44),
        [0, 0, 0, 1] + Array(repeating: 0, count: 40),
        // Sound but for its version, which is one of the future.
        [0, 0, 0, 9] + Array(repeating: 1, count: 40),
    ])
    func aDamagedFormatOfPlacementsIsRefusedWithWords(_ bytes: [UInt8]) async throws {
        try await folders.open(clock).close()
        try Self.damage(folders.placements, "meta", PlacementDatabases.formatKey, bytes)
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.isDamaged == true)
        #expect(error?.description.contains("folder of placements") == true)
    }

    /// An earlier version's folder is begun anew once nothing in it can live, and refused until then.
    @Test func anEarlierFormatIsReplacedOnceItHasExpired() async throws {
        let storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        #expect(storage.replacedFormat == nil)
        try await storage.close()
        let former = [0, 0, 0, 1] + Array(repeating: 0 as UInt8, count: 40)
        try Self.damage(folders.placements, "meta", PlacementDatabases.formatKey, former)
        let wall = clock.serviceClock.wallSeconds()
        var times = [timeval](repeating: timeval(tv_sec: Int(wall), tv_usec: 0), count: 2)
        #expect(unsafe utimes("\(folders.placements)/data.mdb", &times) == 0)

        clock.advance(by: .seconds(50))
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.description.contains("start again in 11 s") == true, "\(error?.description ?? "")")
        clock.advance(by: .seconds(11))
        let reopened = try folders.open(clock)
        #expect(reopened.replacedFormat == 1)
        #expect(reopened.liveCount == 0)
        _ = try await reopened.place(SampleRequests.request(to: 2, body: 2, token: 2, epoch: epoch))
        #expect(reopened.liveCount == 1)
        try await reopened.close()
        #expect(try folders.open(clock).replacedFormat == nil)
    }

    @Test(arguments: [[], [0, 0, 0, 9], [1, 2, 3, 4, 5]])
    func aDamagedFormatOfTheLedgerIsRefusedWithWords(_ bytes: [UInt8]) async throws {
        try await folders.open(clock).close()
        try Self.damage(folders.ledger, "meta", LedgerDatabases.formatKey, bytes)
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.isDamaged == true)
        #expect(error?.description.contains("ledger") == true)
    }

    @Test func aFileOfAnotherProgramIsRefusedWithWords() async throws {
        try await folders.open(clock).close()
        for folder in [folders.placements, folders.ledger] {
            try await folders.open(clock).close()
            try SmallFile.write(SampleRequests.random(12_288, seed: 3), to: "\(folder)/data.mdb")
            let error = #expect(throws: StoreError.self) { try folders.open(clock) }
            #expect(error?.isDamaged == true)
            try StorageFolder(path: folder).remove("data.mdb")
        }
    }

    @Test func aDamagedPlacementIsRefusedWithWords() async throws {
        try await folders.open(clock).close()
        try Self.damage(
            folders.placements, "records", PlacementRecord.key(of: PlacementID(rawValue: 1), chunk: 0), [1, 2])
        #expect(throws: StoreError.damaged("")) { try folders.open(clock) }
    }

    /// Every decoder takes any bytes: it refuses them, or it gives something that is written as the same bytes.
    @Test func decodersTakeAnything() throws {
        var generator = SeededGenerator(seed: 21)
        var accepted = [0, 0, 0]
        for round in 0..<20_000 as Range<UInt64> {
            let count = Int.random(in: 0...200, using: &generator)
            var bytes = SampleRequests.random(count, seed: round)
            if let head = PlacementHead(bytes.span) {
                accepted[0] += 1
                let words = [head.useKey.words.0, head.useKey.words.1]
                let written =
                    BigEndian.bytes(head.expiry.nanoseconds) + words.flatMap(BigEndian.bytes) + head.digest.bytes
                    + head.index.bytes
                #expect(written == Array(bytes.prefix(PlacementHead.byteCount)))
            }
            if let row = try? EpochRow(key: Array(bytes.prefix(4)), value: Array(bytes.dropFirst(4))) {
                accepted[1] += 1
                #expect(row.key + row.value == bytes)
            }
            bytes = BigEndian.bytes(PlacementsFormat.version) + bytes.prefix(40 + Int(round % 3) - 1)
            if let format = try? PlacementsFormat(bytes: bytes) {
                accepted[2] += 1
                #expect(format.bytes == bytes)
            }
        }
        #expect(accepted.allSatisfy { $0 > 100 }, "the fuzz reaches every decoder's good end: \(accepted)")
    }
}
