import CallPlacement
import Dispatch
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
    func damage(_ folder: String, _ database: String, _ key: [UInt8], _ value: [UInt8]) throws {
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
        try damage(folders.placements, "meta", PlacementDatabases.formatKey, bytes)
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.isDamaged == true)
        #expect(error?.description.contains("folder of placements") == true)
    }

    @Test(arguments: [[], [0, 0, 0, 9], [1, 2, 3, 4, 5]])
    func aDamagedFormatOfTheLedgerIsRefusedWithWords(_ bytes: [UInt8]) async throws {
        try await folders.open(clock).close()
        try damage(folders.ledger, "meta", LedgerDatabases.formatKey, bytes)
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
        try damage(folders.placements, "records", PlacementRecord.key(of: PlacementID(rawValue: 1), chunk: 0), [1, 2])
        #expect(throws: StoreError.damaged("")) { try folders.open(clock) }
    }

    /// Every decoder takes any bytes: it refuses them, or it gives something that is written as the same bytes.
    @Test func decodersTakeAnything() throws {
        var generator = SeededGenerator(seed: 21)
        var accepted = [0, 0, 0]
        for round in 0..<20_000 as Range<UInt64> {
            let count = Int.random(in: 0...200, using: &generator)
            var bytes = SampleRequests.random(count, seed: round)
            let head = PlacementRecord.headByteCount
            if count >= head, let record = try? PlacementRecord(bytes: bytes, sealedSize: count - head) {
                accepted[0] += 1
                #expect(record.bytes == bytes)
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
