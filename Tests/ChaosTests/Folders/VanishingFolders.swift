import BlindTokens
import Foundation
import ServiceHarness
import Testing

/// Folders that are removed, emptied, cut off or damaged, under a service that runs or does not.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct VanishingFolders {
    private static let flags = DiskFaults.flags + ["--passport-lifetime", "900"]

    /// Starts a service that is expected not to go on, and gives what it said.
    private static func refusal(of deployment: Deployment) async throws -> String {
        let (code, output) = try await Tool.run(BuiltProgram.cpsd, deployment.arguments)
        // Not by a signal.
        #expect(code == 1, "\(output)")
        #expect(output.contains("cpsd cannot go on: "), "\(output)")
        return output
    }

    @Test(arguments: [true, false])
    func placementsThatVanishUnderARunningService(isRemoved: Bool) async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let server = try await deployment.start()
        defer { try? server.process.signal(SIGKILL) }
        let token = try await server.token()
        let order = StoreOrder(to: try Recipient(), with: token)
        #expect(try await server.ask(order.request).status == 201)

        try FileManager.default.removeItem(at: deployment.placements)
        if !isRemoved {
            try FileManager.default.createDirectory(
                at: deployment.placements, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        }
        try await eventually("the log says so") {
            server.process.output.contains("the placements are gone from \(deployment.placements.path)")
        }
        // It goes on with what it has open.
        #expect(try await server.live(for: order.recipient) == [order.sealed])
        let later = StoreOrder(to: try Recipient(), with: token)
        #expect(try await server.ask(later.request).status == 201)
        #expect(try await server.live(for: later.recipient) == [later.sealed])
        _ = await server.stop(SIGKILL)

        let second = try await deployment.start()
        defer { try? second.process.signal(SIGKILL) }
        #expect(second.process.output.contains("0 PASSporTs live now"))
        #expect(try await second.live(for: order.recipient).isEmpty)
        #expect(try await DiskFaults.usesLeft(of: token, at: second) == 2)
        #expect(await second.stop() == 0)
    }

    @Test func placementsThatVanishUnderAStoppedService() async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let first = try await deployment.start()
        let token = try await first.token()
        #expect(try await first.ask(StoreOrder(to: try Recipient(), with: token).request).status == 201)
        #expect(await first.stop() == 0)
        try FileManager.default.removeItem(at: deployment.placements)
        let second = try await deployment.start()
        defer { try? second.process.signal(SIGKILL) }
        #expect(try await DiskFaults.usesLeft(of: token, at: second) == 3)
        #expect(await second.stop() == 0)
    }

    /// What is cut off, emptied, damaged or without its keys is refused with a sentence, and nothing crashes.
    @Test func placementsThatAreDamagedAreRefusedWithWords() async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let first = try await deployment.start()
        let token = try await first.token()
        for _ in 0..<4 {
            #expect(try await first.ask(StoreOrder(to: try Recipient(), with: token).request).status == 201)
        }
        #expect(await first.stop() == 0)
        let data = deployment.placements.appending(path: "data.mdb")
        let whole = try Data(contentsOf: data)
        let damages: [Data] = [
            whole.prefix(whole.count / 2), whole.prefix(8192), whole.prefix(5000), Data(repeating: 7, count: 20_000),
        ]
        for damaged in damages {
            try damaged.write(to: data)
            let output = try await Self.refusal(of: deployment)
            #expect(output.contains("folder of placements is damaged, remove it"), "\(output)")
        }
        try whole.write(to: data)
        let keys = deployment.placements.appending(path: "keys")
        try FileManager.default.removeItem(at: keys)
        #expect(try await Self.refusal(of: deployment).contains("the keys of the placements are missing"))
        // As it says: without the folder it begins anew.
        try FileManager.default.removeItem(at: deployment.placements)
        let second = try await deployment.start()
        #expect(try await DiskFaults.usesLeft(of: token, at: second) == 0)
        #expect(await second.stop() == 0)
    }

    /// Nothing that cannot be counted is acknowledged.
    @Test func aLedgerThatVanishesUnderARunningService() async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let server = try await deployment.start()
        defer { try? server.process.signal(SIGKILL) }
        let token = try await server.token()
        let order = StoreOrder(to: try Recipient(), with: token)
        #expect(try await server.ask(order.request).status == 201)

        let file = deployment.folder.appending(path: "ledger/data.mdb")
        let elsewhere = deployment.folder.appending(path: "elsewhere.mdb")
        try FileManager.default.moveItem(at: file, to: elsewhere)
        let refused = StoreOrder(to: try Recipient(), with: token)
        DiskFaults.expectLater(try await server.ask(refused.request))
        // Not the store's own complaint: it is to be put back only after it was missed.
        try await eventually("the log says so") { server.process.output.contains("storage has vanished") }
        #expect(server.process.output.contains("the ledger is gone from \(file.path)"))
        #expect(try await server.live(for: order.recipient) == [order.sealed])
        #expect(try await server.live(for: refused.recipient).isEmpty)

        try FileManager.default.moveItem(at: elsewhere, to: file)
        #expect(try await server.ask(refused.request).status == 201)
        try await eventually("the log says so") { server.process.output.contains("in their place again") }
        #expect(try await DiskFaults.usesLeft(of: token, at: server) == 2)
        #expect(await server.stop() == 0)
    }

    @Test func aDamagedLedgerIsRefusedWithWords() async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let first = try await deployment.start()
        let token = try await first.token()
        #expect(try await first.ask(StoreOrder(to: try Recipient(), with: token).request).status == 201)
        #expect(await first.stop() == 0)
        let file = deployment.folder.appending(path: "ledger/data.mdb")
        let whole = try Data(contentsOf: file)
        // The counter itself: K_temp stands before it.
        let place = try #require(whole.lastRange(of: Data(token.token.nonce))).upperBound
        var flipped = whole
        flipped[place + 3] ^= 1
        for damaged in [flipped, whole.prefix(whole.count / 2), whole.prefix(100), Data(repeating: 1, count: 9000)] {
            try damaged.write(to: file)
            let output = try await Self.refusal(of: deployment)
            #expect(output.contains("\(file.path) is damaged: "), "\(output)")
            #expect(output.contains("cpsd ledger restore"), "\(output)")
            let (code, _) = try await Tool.run(
                BuiltProgram.cpsd, ["ledger", "check", "--ledger-folder", deployment.folder.path + "/ledger"])
            #expect(code == 65)
        }
        try whole.write(to: file)
        let second = try await deployment.start()
        defer { try? second.process.signal(SIGKILL) }
        #expect(try await DiskFaults.usesLeft(of: token, at: second) == 3)
        #expect(await second.stop() == 0)
    }

    /// One folder in common is enough to be refused.
    @Test(arguments: ["--ledger-folder", "--placements-folder"])
    func aSecondServiceIsRefusedByEitherFolder(flag: String) async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let server = try await deployment.start()
        defer { try? server.process.signal(SIGKILL) }
        let other = try Deployment([])
        defer { other.remove() }
        let shared = flag == "--ledger-folder" ? deployment.folder.path + "/ledger" : deployment.placements.path
        let arguments = zip(other.arguments, [""] + other.arguments).map { $1 == flag ? shared : $0 }
        let (code, output) = try await Tool.run(BuiltProgram.cpsd, arguments)
        #expect(code == 1)
        #expect(
            output.contains(
                "cpsd cannot go on: the folder \(shared) is in use by another process: stop that one, or give this one "
                    + "its own folder"), "\(output)")
        // The first goes on.
        let order = StoreOrder(to: try Recipient(), with: try await server.token())
        #expect(try await server.ask(order.request).status == 201)
        #expect(try await server.live(for: order.recipient) == [order.sealed])
        #expect(await server.stop() == 0)
    }
}
