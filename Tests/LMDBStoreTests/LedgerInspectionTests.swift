import CallPlacement
import Dispatch
import KeyDirectory
import SeededRandomness
import StoreConformance
import Testing

@testable import LMDBStore

@Suite struct LedgerInspectionTests {
    let folders: TemporaryFolders
    let clock = ManualClock()

    init() throws {
        self.folders = try TemporaryFolders()
    }

    private var path: String { "\(folders.ledger)/data.mdb" }

    /// A ledger with several pages of everything, free ones too.
    private func makeLedger() async throws -> [UInt8] {
        let storage = try folders.open(clock)
        for epoch in 0..<4 {
            let id = try await storage.open(publicKey: SampleRequests.random(294, seed: UInt64(epoch)), start: 7).id
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<120 {
                    group.addTask {
                        _ = try await storage.countIssuance(to: SampleRequests.credential(number), in: id, quota: 9)
                        _ = try await storage.place(
                            SampleRequests.request(
                                to: number + epoch * 120, body: number + epoch * 120, token: number, epoch: id))
                    }
                }
                try await group.waitForAll()
            }
        }
        for number in 0..<30 as Range<UInt64> {
            let content = SampleRequests.random(number.isMultiple(of: 9) ? 6000 : 700, seed: number)
            guard let id = KeyBindingID(bytes: SampleRequests.random(32, seed: number + 1000)) else { continue }
            _ = try await storage.keep(
                KeyBindingRecord(
                    id: id, signer: SampleRequests.credential(Int(number)), sequence: 1, content: content,
                    ends: 1 << 40, remembered: 1 << 41))
        }
        try await storage.retire(EpochID(rawValue: 2))
        try await storage.close()
        return try read()
    }

    private func read() throws -> [UInt8] {
        try #require(SmallFile.read(path, atMost: 1 << 26))
    }

    /// Everything that a ledger says.
    private struct Contents: Equatable {
        var report: LedgerReport
        var rows: [String: [[UInt8]]] = [:]

        init(_ path: String) throws(StoreError) {
            guard let file = try DatabaseFile.open(path) else { throw .failed("there is no file") }
            report = try LedgerInspection.report(on: file, transaction: nil)
            var inspection = try DatabaseInspection(file, transaction: nil)
            for database in inspection.databases {
                try inspection.rows(of: database) { rows[database.name, default: []].append(Array($0.key + $0.value)) }
            }
        }
    }

    @Test func checksumsAreThoseOfTheStandard() {
        let crc = CRC32C.shared
        func checksum(_ bytes: [UInt8], after start: UInt32 = 0) -> UInt32 {
            crc.checksum(of: bytes[...], after: start)
        }
        #expect(checksum([UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
        #expect(checksum([UInt8](repeating: 0xff, count: 32)) == 0x62a8_ab43)
        #expect(checksum(Array(0..<32)) == 0x46dd_794e)
        // Wherever it is cut: eight bytes are taken at once.
        let digits = Array("123456789".utf8)
        for cut in 0...digits.count {
            #expect(checksum(Array(digits[cut...]), after: checksum(Array(digits[..<cut]))) == 0xe306_9283)
        }
    }

    @Test func aWholeLedgerIsCounted() async throws {
        _ = try await makeLedger()
        let report = try LedgerCopy.check(folders.ledger)
        #expect(report.version == 2)
        #expect((report.epochs, report.tokens, report.quotas, report.keyBindings) == (3, 360, 360, 30))
        #expect(report.nextEpoch == 5 && report.backupTaken == nil)
    }

    /// A changed bit is noticed, or it makes no difference to anything that is read. Never is LMDB let near it.
    @Test func changedBitsAreNoticedOrMakeNoDifference() async throws {
        let whole = try await makeLedger()
        let before = try Contents(path)
        var generator = SeededGenerator(seed: 816)
        let pageSize = 4096
        var places: [(byte: Int, bit: UInt8)] = []
        // Every byte that says what a commit left, the heads of all pages, and anything.
        for page in 0..<2 { places += (0..<152).map { (page * pageSize + $0, .random(in: 0..<8, using: &generator)) } }
        for page in 2..<whole.count / pageSize {
            for byte in [0, 10, 12, 14, 16, 18] {
                places.append((page * pageSize + byte, .random(in: 0..<8, using: &generator)))
            }
        }
        for _ in 0..<500 {
            places.append((.random(in: 0..<whole.count, using: &generator), .random(in: 0..<8, using: &generator)))
        }
        let changes = places.map { byte, bit in Change(start: byte, bytes: [whole[byte] ^ (1 << bit)]) }
        let (noticed, harmless) = try outcomes(of: changes, in: whole, before)
        print("LMDBStore: of \(places.count) changed bits \(noticed) were noticed, \(harmless) made no difference")
        #expect(noticed > places.count / 4 && harmless > 0)
    }

    /// Nor do numbers that are as large as can be, or anything else, end the process that reads them.
    @Test func overwrittenBytesAreNoticedOrMakeNoDifference() async throws {
        let whole = try await makeLedger()
        let before = try Contents(path)
        var generator = SeededGenerator(seed: 8816)
        var places = (0..<2).flatMap { page in stride(from: 0, to: 152, by: 8).map { page * 4096 + $0 } }
        for page in 2..<whole.count / 4096 { places += [0, 8, 16, 4064].map { page * 4096 + $0 } }
        for _ in 0..<200 { places.append(.random(in: 0..<whole.count - 64, using: &generator)) }
        let changes = places.flatMap { place in
            let random = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            return [
                Array(repeating: 0xff, count: 8), Array(repeating: 0xff, count: 16), Array(repeating: 0, count: 16),
                random,
            ].map { Change(start: place, bytes: $0) }
        }
        // Both commits as far ahead as can be.
        let ends = [Array(repeating: 0xff as UInt8, count: 8), Array(repeating: 0xff as UInt8, count: 136)]
        let metas = ends.flatMap { end in [16, 144].map { Change(start: $0, bytes: end, isOfBothMetas: true) } }
        let damages = changes + metas
        let (noticed, harmless) = try outcomes(of: damages, in: whole, before)
        print(
            "LMDBStore: of \(damages.count) overwritten places \(noticed) were noticed, \(harmless) made no difference")
        #expect(noticed > damages.count / 4 && harmless > 0)
    }

    /// Bytes of a file that are others than were written.
    private struct Change {
        let start: Int
        let bytes: [UInt8]
        /// Whether the same is done to the page that follows.
        var isOfBothMetas = false

        func made(to whole: [UInt8]) -> [UInt8] {
            var changed = whole
            for start in isOfBothMetas ? [start, start + 4096] : [start] {
                for (place, byte) in zip(start..<whole.count, bytes) { changed[place] = byte }
            }
            return changed
        }
    }

    /// How many changes were noticed, and how many made no difference.
    private func outcomes(
        of changes: [Change], in whole: [UInt8], _ before: Contents
    ) throws -> (noticed: Int, harmless: Int) {
        var (noticed, harmless) = (0, 0)
        for change in changes {
            try SmallFile.write(change.made(to: whole), to: path)
            do throws(StoreError) {
                let after = try Contents(path)
                harmless += 1
                #expect(after.rows == before.rows, "\(change)")
                #expect(after.report == before.report, "\(change)")
            } catch {
                noticed += 1
                #expect(error.isDamaged && error.description.contains(path), "\(change): \(error)")
            }
        }
        return (noticed, harmless)
    }

    @Test func whatIsCutOffIsNoticed() async throws {
        let whole = try await makeLedger()
        for pages in stride(from: 1, to: whole.count / 4096 - 12, by: 3) {
            try SmallFile.write(Array(whole.prefix(pages * 4096 + 17)), to: path)
            let error = #expect(throws: StoreError.self) { try folders.open(clock) }
            #expect(error?.isDamaged == true, "\(pages) pages: \(error?.description ?? "taken")")
        }
    }

    /// Rows that belong somewhere else are refused, although each has been written by this program.
    @Test func rowsOfAnotherPlaceAreRefused() async throws {
        _ = try await makeLedger()
        let (uses0, uses1) = (
            CRC32C.shared.checksum(of: Array("uses-0".utf8)[...]), CRC32C.shared.checksum(of: Array("uses-1".utf8)[...])
        )
        let row = CheckedRow.sealing([0, 0, 0, 1], under: [1], in: uses0)
        #expect(CheckedRow.value(of: row[...], under: [1], in: uses0) != nil)
        #expect(CheckedRow.value(of: row[...], under: [2], in: uses0) == nil)
        #expect(CheckedRow.value(of: row[...], under: [1], in: uses1) == nil)
        let key = SampleRequests.random(32, seed: 1)
        try DamageTests.damage(folders.ledger, "uses-0", key, [0, 0, 0, 1, 1, 2, 3, 4])
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.description.contains("a row of uses-0 is not what was written") == true)
    }

    /// A ledger of the version without checks is taken over with all that it counted.
    @Test func theFirstVersionIsTakenOver() async throws {
        _ = try await makeLedger()
        let before = try Contents(path).report
        try stripChecks()
        #expect(try LedgerCopy.check(folders.ledger).version == 1)
        let storage = try folders.open(clock)
        #expect(try storage.epochs().map(\.id.rawValue) == [1, 3, 4])
        #expect(try storage.keyBindings().count == 30)
        let again = try SampleRequests.request(to: 1, body: 5000, token: 1, epoch: EpochID(rawValue: 3))
        #expect(try storage.hasCounter(for: again.use))
        try await storage.close()
        let after = try LedgerCopy.check(folders.ledger)
        #expect((after.version, after.tokens, after.quotas) == (2, before.tokens, before.quotas))
    }

    /// Makes of a ledger what the first version would have written.
    private func stripChecks() throws {
        let lock = try FolderLock(try StorageFolder(path: folders.ledger), released: DispatchGroup())
        let environment = try Environment(lock, .init(mapSize: 64 << 20, databases: 40, isSynced: false))
        let transaction = try WriteTransaction(environment)
        for name in LedgerDatabases.databaseNames {
            let database = try Database(name, in: transaction)
            var rows: [(key: [UInt8], value: [UInt8])] = []
            do {
                var cursor = try Cursor(transaction, database)
                var isAtRow = try cursor.moveToFirst()
                while isAtRow {
                    rows.append((cursor.key, cursor.value))
                    isAtRow = try cursor.moveToNext()
                }
            }
            for (key, value) in rows { try transaction.set(key, to: value.dropLast(4), in: database) }
            if name == "meta" { try transaction.set(LedgerDatabases.formatKey, to: [0, 0, 0, 1], in: database) }
        }
        try transaction.commit()
    }

    @Test func aCopyHoldsBindingsAndNoCounters() async throws {
        let whole = try await makeLedger()
        let bindings = try Contents(path).rows["key-bindings"]
        let copy = "\(folders.ledger)/copy"
        let report = try LedgerCopy.backUp(folders.ledger, to: copy, at: 1234)
        #expect(report.keyBindings == 30 && report.tokens == 360)
        #expect(try read() == whole, "the ledger is only looked at")
        #expect(throws: StoreError.self) { try LedgerCopy.backUp(folders.ledger, to: copy, at: 1) }
        let copied = try Contents(copy)
        #expect(copied.rows["key-bindings"] == bindings)
        #expect(copied.report.backupTaken == 1234 && copied.report.nextEpoch == 5)
        #expect((copied.report.epochs, copied.report.tokens, copied.report.quotas) == (0, 0, 0))

        #expect(throws: StoreError.failed("")) { try LedgerCopy.restore(copy, to: folders.ledger) }
        try StorageFolder(path: folders.ledger).remove("data.mdb")
        let restored = try LedgerCopy.restore(copy, to: folders.ledger)
        #expect(restored.keyBindings == 30 && restored.nextEpoch == 5 + 1 << 20)
        let storage = try folders.open(clock)
        #expect(try storage.epochs().isEmpty)
        #expect(try storage.keyBindings().count == 30)
        #expect(try await storage.open(publicKey: [], start: 0).id.rawValue == 5 + 1 << 20)
        try await storage.close()
        #expect(try LedgerCopy.check(folders.ledger).backupTaken == nil)
        try StorageFolder(path: folders.ledger).remove("copy")
    }
}
