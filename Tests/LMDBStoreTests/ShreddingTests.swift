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
        let first = BootInstant(nanoseconds: 5_000_000_000)
        let second = BootInstant(nanoseconds: 5_000_000_000 + 4096 * 1_000_000_000)
        let record = BigEndian.bytes(first.nanoseconds) + [1, 2, 3]
        let sealed = try keys.seal(record, expiry: first)
        #expect(try keys.open(sealed) == record)
        _ = try keys.seal(BigEndian.bytes(second.nanoseconds), expiry: second)
        #expect(try keys.open(sealed) == nil)
    }

    @Test func twoOfTheSameAreSealedDifferently() throws {
        let keys = ExpiryKeys(try KeyFile.open(in: try StorageFolder(path: folders.placements), isNew: true))
        let expiry = BootInstant(nanoseconds: 5_000_000_000)
        let record = BigEndian.bytes(expiry.nanoseconds) + Array(repeating: 7, count: 64)
        let (one, other) = (try keys.seal(record, expiry: expiry), try keys.seal(record, expiry: expiry))
        #expect(zip(one, other).dropFirst(14).count { $0 == $1 } < 20)
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
        #expect(error?.isDamaged == true)
        #expect(error?.description.contains("does not hold the keys of the placements") == true)
    }

    @Test func aLifetimeWithoutAKeyIsRefused() throws {
        var limits = PlacementLimits.usual
        limits.lifetime = .seconds(4096)
        #expect(throws: StoreError.failed("")) { try folders.open(clock, folders.settings(limits)) }
    }
}
