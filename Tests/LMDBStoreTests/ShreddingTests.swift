import CallPlacement
import Foundation
import Sealing
import StoreConformance
import Testing

@testable import LMDBStore

@Suite struct ShreddingTests {
    let folders: TemporaryFolders
    let clock = ManualClock()

    init() throws {
        self.folders = try TemporaryFolders()
    }

    private func content(of file: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(folders.placements)/\(file)"))
    }

    @Test func nothingIsWrittenAsItIs() async throws {
        let storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        for number in 0..<20 {
            let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
            _ = try await storage.place(request)
            let file = try content(of: "data.mdb")
            let key = UseKey(request.use.kTemp, request.index)
            for secret in [request.sealed, request.index.bytes, request.recipient.bytes, request.digest, key.bytes] {
                #expect(file.range(of: Data(secret)) == nil)
            }
        }
    }

    @Test func theKeyOfWhatHasEndedIsOverwritten() async throws {
        let storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        let empty = try content(of: "keys").dropFirst(16)
        #expect(empty.count == 4096 * 48 && empty.allSatisfy { $0 == 0 })
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        #expect(try content(of: "keys").dropFirst(16).count { $0 != 0 } > 30)
        // The second in which it ends is over one second later at the latest.
        clock.advance(by: .seconds(61))
        try await storage.sweep()
        #expect(try content(of: "keys").dropFirst(16).allSatisfy { $0 == 0 })
    }

    @Test func everySecondHasAKeyOfItsOwn() async throws {
        let storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        for number in 0..<10 {
            _ = try await storage.place(SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
            clock.advance(by: .seconds(1))
        }
        clock.advance(by: .seconds(55))
        try await storage.sweep()
        // Those that live can still be read.
        #expect(storage.liveCount == 4)
        let references = try SampleRequests.everything().flatMap { try storage.sample($0, atMost: 9) }
        #expect(references.count == 4)
        #expect(try storage.read(references).allSatisfy { $0 != nil })
    }

    @Test func aRecordOfAnotherTurnOfItsSlotIsNotRead() throws {
        let folder = try StorageFolder(path: folders.placements)
        let keys = ExpiryKeys(try KeyFile.open(in: folder, isNew: true))
        var cipher = try RecordCipher()
        let first = BootInstant(nanoseconds: 5_000_000_000)
        let second = BootInstant(nanoseconds: 5_000_000_000 + 4096 * 1_000_000_000)
        let record = BigEndian.bytes(first.nanoseconds) + [1, 2, 3]
        let sealed = try keys.seal(record, expiry: first, with: &cipher)
        let openedFirst = try open(sealed, first: 100, keys, &cipher)
        #expect(openedFirst == record)
        _ = try keys.seal(BigEndian.bytes(second.nanoseconds), expiry: second, with: &cipher)
        let openedAgain = try open(sealed, first: 100, keys, &cipher)
        #expect(openedAgain == nil)
    }

    @Test func twoOfTheSameAreSealedDifferently() throws {
        let keys = ExpiryKeys(try KeyFile.open(in: try StorageFolder(path: folders.placements), isNew: true))
        var cipher = try RecordCipher()
        let expiry = BootInstant(nanoseconds: 5_000_000_000)
        let record = BigEndian.bytes(expiry.nanoseconds) + Array(repeating: 7, count: 64)
        let one = try keys.seal(record, expiry: expiry, with: &cipher)
        let other = try keys.seal(record, expiry: expiry, with: &cipher)
        #expect(zip(one, other).dropFirst(14).count { $0 == $1 } < 20)
    }

    /// A cipher that has had a key goes on with it, one that has had another takes the right one.
    @Test func ciphersKeepTheirRecordsApart() throws {
        let keys = ExpiryKeys(try KeyFile.open(in: try StorageFolder(path: folders.placements), isNew: true))
        let records = (0..<12).map { number in
            BigEndian.bytes(UInt64(5 + number / 3) * 1_000_000_000 + 7) + Array(repeating: UInt8(number), count: 90)
        }
        var writing = try RecordCipher()
        let sealed = try records.enumerated().map { number, record in
            try keys.seal(
                record, expiry: BootInstant(nanoseconds: UInt64(5 + number / 3) * 1_000_000_000 + 7), with: &writing)
        }
        for order in [Array(0..<12), Array((0..<12).reversed()), [0, 11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6]] {
            var reading = try RecordCipher()
            for number in order {
                let openedWhole = try open(sealed[number], first: 200, keys, &reading)
                #expect(openedWhole == records[number])
                let openedBeginning = try open(sealed[number], first: 10, keys, &reading)
                #expect(openedBeginning == Array(records[number].prefix(10)))
            }
        }
        // A cipher with the key at hand does not outlast the key.
        var reading = try RecordCipher()
        let openedBefore = try open(sealed[0], first: 8, keys, &reading)
        #expect(openedBefore != nil)
        keys.shred(upTo: BootInstant(nanoseconds: 6_000_000_000))
        let openedAfter = try open(sealed[0], first: 8, keys, &reading)
        #expect(openedAfter == nil)
        let openedOther = try open(sealed[3], first: 8, keys, &reading)
        #expect(openedOther != nil)
    }

    private func open(
        _ sealed: [UInt8], first count: Int, _ keys: borrowing ExpiryKeys, _ cipher: inout RecordCipher
    ) throws -> [UInt8]? {
        try keys.open(sealed.span, first: count, with: &cipher)
    }

    /// Seconds that have a key.
    private func keySeconds() throws -> [UInt64] {
        let slots = [UInt8](try content(of: "keys").dropFirst(16))
        return stride(from: 0, to: slots.count, by: 48).compactMap { start in
            let number = slots[start..<start + 8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            return number == 0 ? nil : number - 1
        }
    }

    @Test func aShorterLifetimeLeavesNoKeyBehind() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        // More than are written anew in one transaction.
        for number in 0..<600 {
            _ = try await storage.place(SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
            if number.isMultiple(of: 100) { clock.advance(by: .seconds(1)) }
        }
        try await storage.close()
        let before = try content(of: "data.mdb")
        var limits = PlacementLimits.usual
        limits.lifetime = .seconds(10)
        storage = try folders.open(clock, folders.settings(limits))
        let now = clock.now.nanoseconds / 1_000_000_000
        #expect(try keySeconds() == [now + 10])
        #expect(before != (try content(of: "data.mdb")))
        // All of it can be read, and knows its use.
        #expect(storage.liveCount == 600)
        for number in [0, 1, 299, 300, 599] {
            let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
            let references = try storage.sample(SampleRequests.prefix(number), atMost: 9)
            #expect(try storage.read(references).map { $0?.sealed } == [request.sealed])
            guard case .repeated = try await storage.place(request) else {
                Issue.record("a repeat was not known again")
                continue
            }
        }
        try await storage.close()
        storage = try folders.open(clock, folders.settings(limits))
        #expect(storage.liveCount == 600)
        clock.advance(by: .seconds(11))
        #expect(try await storage.sweep() == 600)
        #expect(try keySeconds().isEmpty)
    }

    @Test func closingDestroysWhatHasExpired() async throws {
        var storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        clock.advance(by: .seconds(30))
        _ = try await storage.place(SampleRequests.request(to: 2, body: 2, token: 2, epoch: epoch))
        clock.advance(by: .seconds(31))
        try await storage.close()
        #expect(try keySeconds() == [clock.now.nanoseconds / 1_000_000_000 + 29])
        // What nobody could destroy while nothing ran goes with the next start.
        clock.advance(by: .seconds(60))
        storage = try folders.open(clock)
        #expect(try keySeconds().isEmpty)
    }

    @Test func missingKeysAreToldWithWords() async throws {
        try await folders.open(clock).close()
        try StorageFolder(path: folders.placements).remove("keys")
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.isDamaged == true)
        #expect(error?.description.contains("keys of the placements are missing") == true)
    }

    enum Damage: CaseIterable {
        case heading, key, length
    }

    @Test(arguments: Damage.allCases) func damagedKeysAreToldWithWords(_ damage: Damage) async throws {
        let storage = try folders.open(clock)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        _ = try await storage.place(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
        try await storage.close()
        var bytes = [UInt8](try content(of: "keys"))
        switch damage {
        case .heading: bytes[0] ^= 1
        case .key: bytes[try #require(bytes.dropFirst(16).firstIndex { $0 != 0 }) + 20] ^= 1
        case .length: bytes.removeLast()
        }
        try SmallFile.write(bytes, to: "\(folders.placements)/keys")
        let error = #expect(throws: StoreError.self) { try folders.open(clock) }
        #expect(error?.isDamaged == true, "\(String(describing: error))")
        #expect(error?.description.contains("does not hold the keys of the placements") == true)
    }

    @Test func aLifetimeWithoutAKeyIsRefused() throws {
        var limits = PlacementLimits.usual
        limits.lifetime = .seconds(4096)
        #expect(throws: StoreError.failed("")) { try folders.open(clock, folders.settings(limits)) }
    }
}
