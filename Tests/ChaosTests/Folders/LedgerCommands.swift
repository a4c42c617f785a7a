import BlindTokens
import Foundation
import ServiceHarness
import Synchronization
import Testing

/// `cpsd ledger check|backup|restore`, beside a service that is in use.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct LedgerCommands {
    private static func ledger(_ deployment: Deployment, _ arguments: String...) async throws -> (Int, String) {
        try await Tool.run(
            BuiltProgram.cpsd, ["ledger"] + arguments + ["--ledger-folder", deployment.folder.path + "/ledger"])
    }

    @Test func checkBackupAndRestore() async throws {
        let deployment = try Deployment(
            Deployment.patient + ["--token-uses", "1000", "--token-uses-per-index", "1000"])
        defer { deployment.remove() }
        let first = try await deployment.start()
        defer { try? first.process.signal(SIGKILL) }
        let tokens = try await first.tokens(3)
        let copy = deployment.folder.appending(path: "copy.mdb").path

        // While stores are under way.
        let stored = StoreCount()
        let storing = Task {
            try await RawConnection.open(to: first.publicEndpoint) { connection in
                while !stored.isOver {
                    let order = StoreOrder(to: try Recipient(), with: tokens[stored.count % 3])
                    #expect(try await connection.exchange(order.request).status == 201)
                    stored.add()
                }
            }
        }
        try await eventually("every token is used") { stored.count >= 3 }
        for _ in 0..<3 {
            let (code, output) = try await Self.ledger(deployment, "check")
            #expect(code == 0)
            #expect(output.contains("is whole: format 2, "), "\(output)")
            #expect(output.contains("1 epoch, 3 tokens with counted uses, 1 quota, 0 key bindings"), "\(output)")
        }
        var (code, output) = try await Self.ledger(deployment, "backup", "--to", copy)
        #expect(code == 0 && output.contains("no counters"), "\(output)")
        stored.end()
        try await storing.value
        #expect(stored.count > 3)
        let permissions = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        let bytes = try Data(contentsOf: URL(filePath: copy))
        #expect(!tokens.contains { bytes.firstRange(of: Data($0.token.nonce)) != nil }, "a copy names no token")
        #expect(!FileManager.default.fileExists(atPath: copy + ".partial"))
        (code, output) = try await Self.ledger(deployment, "backup", "--to", copy)
        #expect(code == 1 && output.contains("exists: choose another name"), "\(output)")

        // Not into a folder that is in use, nor over a ledger.
        (code, output) = try await Self.ledger(deployment, "restore", "--from", copy)
        #expect(code == 1 && output.contains("is in use by another process"), "\(output)")
        #expect(await first.stop() == 0)
        (code, output) = try await Self.ledger(deployment, "restore", "--from", copy)
        #expect(code == 1 && output.contains("what it counted would be lost"), "\(output)")

        // Not a ledger of yesterday, either.
        let file = deployment.folder.appending(path: "ledger/data.mdb")
        let old = deployment.folder.appending(path: "old.mdb")
        try FileManager.default.moveItem(at: file, to: old)
        (code, output) = try await Self.ledger(deployment, "restore", "--from", old.path)
        #expect(code == 1 && output.contains("tokens could be used again"), "\(output)")
        var broken = bytes
        broken[broken.count / 2] ^= 0xff
        broken[4096 + 40] ^= 0xff
        try broken.write(to: old)
        (code, output) = try await Self.ledger(deployment, "restore", "--from", old.path)
        #expect(code == 65 && output.contains("is damaged"), "\(output)")
        #expect(!FileManager.default.fileExists(atPath: file.path))

        (code, output) = try await Self.ledger(deployment, "restore", "--from", copy)
        #expect(code == 0 && output.contains("not taken any more"), "\(output)")
        let second = try await deployment.start()
        defer { try? second.process.signal(SIGKILL) }
        // Tokens from before are worth nothing; new ones are given.
        #expect(try await second.ask(StoreOrder(to: try Recipient(), with: tokens[0]).request).status == 401)
        let order = StoreOrder(to: try Recipient(), with: try await second.token())
        #expect(try await second.ask(order.request).status == 201)
        #expect(try await second.live(for: order.recipient) == [order.sealed])
        #expect(await second.stop() == 0)
    }

    @Test func aMissingLedgerIsSaid() async throws {
        let deployment = try Deployment([])
        defer { deployment.remove() }
        let (code, output) = try await Self.ledger(deployment, "check")
        #expect(code == 1 && output.contains("cannot look at the folder"), "\(output)")
    }
}

/// How many were stored, and whether that is enough.
private final class StoreCount: Sendable {
    private let state = Mutex((count: 0, isOver: false))

    var count: Int { state.withLock { $0.count } }
    var isOver: Bool { state.withLock { $0.isOver } }

    func add() { state.withLock { $0.count += 1 } }
    func end() { state.withLock { $0.isOver = true } }
}
