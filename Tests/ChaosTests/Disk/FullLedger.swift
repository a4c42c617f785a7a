import CallPlacement
import Foundation
import LMDBStore
import ServiceHarness
import StoreConformance
import Testing

/// The ledger is as large as the operator allows.
@Suite(.timeLimit(.minutes(5)))
struct FullLedger {
    @Test func storesAreTurnedAwayAndPollsGoOnUntilThereIsRoom() async throws {
        var deployment = try Deployment(DiskFaults.longLived + ["--ledger-megabytes", "1"])
        defer { deployment.remove() }
        let first = try await deployment.start()
        let tokens = try await first.tokens(2)
        let placed = StoreOrder(to: try Recipient(), with: tokens[0])
        #expect(try await first.ask(placed.request).status == 201)
        #expect(await first.stop() == 0)
        try await Self.fill(deployment)

        let server = try await deployment.start()
        defer { try? server.process.signal(SIGKILL) }
        let shape = try await server.poll(placed.recipient.index, entries: 4).shape
        // One that was used before needs no more room, another does.
        let refused = StoreOrder(to: try Recipient(), with: tokens[1])
        for _ in 0..<3 { DiskFaults.expectLater(try await server.ask(refused.request)) }
        #expect(try await server.ask(StoreOrder(to: try Recipient(), with: tokens[0]).request).status == 201)
        #expect(try await server.live(for: refused.recipient).isEmpty)
        #expect(try await server.live(for: placed.recipient) == [placed.sealed])
        #expect(try await server.poll(refused.recipient.index, entries: 4).shape == shape)
        #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        #expect(server.process.output.contains("the service could not do its work"))

        #expect(await server.stop() == 0)

        // As the operator's manual says: it is given more.
        deployment.flags = DiskFaults.longLived + ["--ledger-megabytes", "2"]
        let last = try await deployment.start()
        defer { try? last.process.signal(SIGKILL) }
        #expect(try await last.live(for: placed.recipient) == [placed.sealed])
        // What was turned away was not counted.
        #expect(try await DiskFaults.usesLeft(of: tokens[1], at: last) == 4)
        #expect(try await DiskFaults.usesLeft(of: tokens[0], at: last) == 2)
        #expect(await last.stop() == 0)
    }

    /// Counts tokens for credentials in the first epoch, until there is no room for another.
    private static func fill(_ deployment: Deployment) async throws {
        var settings = LMDBStorageSettings(
            placementsFolder: deployment.placements.path, ledgerFolder: deployment.folder.path + "/ledger",
            sealedSize: StoreOrder.sealedByteCount, limits: .usual)
        settings.ledgerMapSize = 1 << 20
        let storage = try LMDBStorage(settings)
        let fullness = try await withThrowingTaskGroup(of: Bool.self) { group in
            let workers = 64
            for worker in 0..<workers {
                group.addTask {
                    for number in stride(from: worker, to: 100_000, by: workers) {
                        if try await isFull(storage, for: number) { return true }
                    }
                    return false
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Alone, so that each finds what the one before has left: how much LMDB notes of free pages changes with each.
        var (number, refused) = (100_000, 0)
        while refused < 100 {
            refused = try await isFull(storage, for: number) ? refused + 1 : 0
            number += 1
        }
        try await storage.close()
        try #require(fullness.allSatisfy { $0 })
    }

    /// Whether there is no room to count a token for a credential; where there is, it is counted.
    private static func isFull(_ storage: LMDBStorage, for number: Int) async throws -> Bool {
        do throws(StoreError) {
            _ = try await storage.countIssuance(
                to: SampleRequests.credential(number), in: EpochID(rawValue: 1), quota: 1)
            return false
        } catch {
            guard error.isFull else { throw error }
            return true
        }
    }
}
