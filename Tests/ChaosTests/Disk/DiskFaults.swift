import BlindTokens
import Foundation
import ServiceHarness
import Testing

/// The ledger's disk fills or fails under a running service.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct DiskFaults {
    /// PASSporTs live long enough for a machine that is busy with other things.
    static let flags =
        Deployment.patient + [
            "--token-uses", "4", "--token-uses-per-index", "4", "--passport-longer-lifetime", "true",
        ]
    static let longLived = flags + ["--passport-lifetime", "900"]

    /// Stores as often as it is acknowledged, and says how often that was.
    static func usesLeft(of token: HeldToken, at server: RunningServer) async throws -> Int {
        for use in 0..<10 {
            let answer = try await server.ask(StoreOrder(to: try Recipient(), with: token).request)
            if answer.status == 429 { return use }
            #expect(answer.status == 201)
        }
        return 10
    }

    /// Expects that a store is turned away for now.
    static func expectLater(_ answer: RawResponse) {
        #expect(answer.status == 503)
        #expect(answer.only("retry-after") == "1")
    }

    @Test(arguments: [
        FailingDisk.Fault(call: "write", error: ENOSPC), .init(call: "write", error: EIO),
        .init(call: "write", error: EDQUOT), .init(call: "sync", error: EIO), .init(call: "sync", error: ENOSPC),
        .init(call: "meta", error: EIO),
    ])
    func storesAreTurnedAwayPollsGoOnAndTheServiceRecovers(_ fault: FailingDisk.Fault) async throws {
        let deployment = try Deployment(Self.longLived)
        defer { deployment.remove() }
        let disk = try await FailingDisk(in: deployment.folder)
        let server = try await deployment.start(disk.program)
        defer { try? server.process.signal(SIGKILL) }
        let tokens = try await server.tokens(4)
        let order = StoreOrder(to: try Recipient(), with: tokens[0])
        #expect(try await server.ask(order.request).status == 201)
        let shape = try await server.poll(order.recipient.index, entries: 4).shape

        try disk.set(fault)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for attempt in 0..<12 {
                group.addTask {
                    let order = StoreOrder(to: try Recipient(), with: tokens[1 + attempt % 2])
                    Self.expectLater(try await server.ask(order.request))
                    // What was turned away is not there.
                    #expect(try await server.live(for: order.recipient).isEmpty)
                }
            }
            try await group.waitForAll()
        }
        await #expect(throws: HarnessError.self) { try await server.token() }
        #expect(try await server.live(for: order.recipient) == [order.sealed])
        #expect(try await server.poll(order.recipient.index, entries: 4).shape == shape)
        #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)

        try disk.set(nil)
        let later = StoreOrder(to: try Recipient(), with: tokens[3])
        try await eventually("the service takes stores again by itself") {
            try await server.ask(later.request).status == 201
        }
        _ = try await server.token()
        #expect(try await server.live(for: later.recipient) == [later.sealed])
        // What failed was not counted, except perhaps where the disk wrote and said that it had not.
        let left = try await Self.usesLeft(of: tokens[1], at: server)
        #expect(fault.call == "meta" ? (1...4).contains(left) : left == 4)
        #expect(server.process.output.contains("the service could not do its work"))

        _ = await server.stop(SIGKILL)
        let second = try await deployment.start()
        defer { try? second.process.signal(SIGKILL) }
        #expect(try await second.live(for: order.recipient) == [order.sealed])
        #expect(try await second.live(for: later.recipient) == [later.sealed])
        #expect(try await Self.usesLeft(of: tokens[1], at: second) == 0)
        #expect(try await Self.usesLeft(of: tokens[3], at: second) == 3)
        #expect(await second.stop() == 0)
    }

    /// A disk of two megabytes, filled to the last byte, and emptied again.
    @Test(.enabled("a file system can be mounted") { try await canMount() }) func aFullDiskIsWaitedFor() async throws {
        let deployment = try Deployment(Self.longLived)
        defer { deployment.remove() }
        let ledger = deployment.folder.appending(path: "ledger")
        try FileManager.default.createDirectory(at: ledger, withIntermediateDirectories: true)
        let mounted = try await Tool.run("mount", ["-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", ledger.path])
        try #require(mounted.code == 0, "\(mounted.output)")
        do {
            try await fillAndEmpty(ledger, of: deployment)
        } catch {
            _ = try await Tool.run("umount", ["-l", ledger.path])
            throw error
        }
        #expect(try await Tool.run("umount", ["-l", ledger.path]).code == 0)
    }

    private static func canMount() async throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard try await Tool.run("mount", ["-t", "tmpfs", "tmpfs", folder.path]).code == 0 else { return false }
        return try await Tool.run("umount", [folder.path]).code == 0
    }

    private func fillAndEmpty(_ ledger: URL, of deployment: Deployment) async throws {
        let server = try await deployment.start()
        defer { try? server.process.signal(SIGKILL) }
        let tokens = try await server.tokens(300)
        let order = StoreOrder(to: try Recipient(), with: tokens[0])
        #expect(try await server.ask(order.request).status == 201)

        let filler = ledger.appending(path: "filler")
        let (_, output) = try await Tool.run("dd", ["if=/dev/zero", "of=\(filler.path)", "bs=4096"])
        #expect(output.contains("No space left"))
        // Pages that the file has already are used up first.
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                for number in stride(from: 1 + worker, to: 299, by: 4) {
                    group.addTask {
                        try await server.ask(StoreOrder(to: try Recipient(), with: tokens[number]).request).status
                    }
                }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses[503, default: 0] > 0)
        #expect(Set(statuses.keys).isSubset(of: [201, 503]), "\(statuses)")
        #expect(try await server.live(for: order.recipient) == [order.sealed])

        try FileManager.default.removeItem(at: filler)
        let later = StoreOrder(to: try Recipient(), with: tokens[299])
        try await eventually("the service takes stores again by itself") {
            try await server.ask(later.request).status == 201
        }
        for number in stride(from: 1, to: 299, by: 30) {
            #expect((3...4).contains(try await Self.usesLeft(of: tokens[number], at: server)))
        }
        #expect(await server.stop() == 0)
    }

    /// Files that may not grow over 400 KB, which the placements come to. What has expired cannot be removed either, since
    /// LMDB writes a page anew to change it: such a limit has to be raised.
    @Test func aLimitOfTheSizeOfFilesIsNoReasonToEnd() async throws {
        let deployment = try Deployment(Self.flags)
        defer { deployment.remove() }
        let server = try await deployment.start(
            ServedProgram(path: "/bin/sh", arguments: ["-c", #"ulimit -f 800; exec "$0" "$@""#, BuiltProgram.cpsd]))
        defer { try? server.process.signal(SIGKILL) }
        let tokens = try await server.tokens(80)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for token in tokens {
                group.addTask {
                    var last = 0
                    for _ in 0..<4 {
                        let answer = try await server.ask(StoreOrder(to: try Recipient(), with: token).request)
                        last = max(last, answer.status)
                        if answer.status == 503 { #expect(answer.only("retry-after") == "1") }
                    }
                    return last
                }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses[503, default: 0] > 0, "\(statuses)")
        #expect(try await server.poll(try Recipient().index, entries: 4).status == 200)
        #expect(await server.stop() == 0)
    }
}
