import BlindTokens
import Foundation
import ServiceHarness
import Testing

/// Stopping and starting again on the same folders.
@Suite(.timeLimit(.minutes(2)))
struct Restart {
    @Test(arguments: [SIGTERM, SIGINT, SIGKILL])
    func whatWasAcknowledgedIsStillThere(signal: Int32) async throws {
        let deployment = try Deployment(Deployment.patient)
        defer { deployment.remove() }
        let first = try await deployment.start()
        let token = try await first.token()
        let directory = try await first.directory()
        var orders: [(order: StoreOrder, location: String)] = []
        for _ in 0..<5 {
            let order = StoreOrder(to: try Recipient(), with: token)
            let stored = try await first.ask(order.request)
            #expect(stored.status == 201)
            orders.append((order, stored.only("location") ?? ""))
        }
        let status = await first.stop(signal)
        #expect(signal == SIGKILL ? status != 0 : status == 0, "\(first.process.output)")

        try await Self.again(on: deployment) { second in
            #expect(try await second.directory() == directory)
            for (order, location) in orders {
                #expect(try await second.live(for: order.recipient) == [order.sealed])
                #expect(try order.recipient.open(try await second.ask(.follow(location)), entries: 1) == [order.sealed])
                #expect(try await second.ask(order.request).only("location") == location)
            }
            // Five of eight uses are counted.
            for use in 6...9 {
                let answer = try await second.ask(StoreOrder(to: try Recipient(), with: token).request)
                #expect(answer.status == (use <= 8 ? 201 : 429))
            }
        }
    }

    /// The signal comes while stores and polls are under way on many connections.
    @Test(arguments: [SIGTERM, SIGINT])
    func endsWithZeroWhileRequestsAreUnderWay(signal: Int32) async throws {
        let deployment = try Deployment(Deployment.patient + ["--token-uses", "1000"])
        defer { deployment.remove() }
        let first = try await deployment.start()
        let tokens = try await first.tokens(4)
        let idle = Task {
            try await RawConnection.open(to: first.publicEndpoint) { connection in
                _ = try await connection.exchange(RawRequest("GET", "/health"))
                return await connection.everything()
            }
        }
        let log = StoreLog(lifetime: .seconds(60))
        let stored = try await withThrowingTaskGroup(of: [StoreOrder].self) { group in
            for token in tokens {
                group.addTask { try await Self.storeUntilClosed(with: token, at: first, noting: log) }
            }
            group.addTask {
                try await eventually("stores are under way") { log.storedCount >= 20 }
                let before = ContinuousClock.now
                let status = await first.stop(signal)
                #expect(status == 0, "\(first.process.output)")
                // Well before connections would be closed for being idle.
                #expect(before.duration(to: .now) < .seconds(20))
                return []
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        _ = try await idle.value
        #expect(first.process.output.contains("cpsd: stopped"))
        try await Self.again(on: deployment) { second in
            for order in stored {
                let live = try await second.live(for: order.recipient)
                #expect(live == [order.sealed])
            }
        }
    }

    /// Stores as long as there are answers, and returns what was acknowledged.
    private static func storeUntilClosed(
        with token: HeldToken, at server: RunningServer, noting log: StoreLog
    ) async throws -> [StoreOrder] {
        var stored: [StoreOrder] = []
        // The last answer to come may be that there is nobody any more.
        while let kept = try? await storeOverOneConnection(with: token, at: server, noting: log), !kept.isEmpty {
            stored += kept
        }
        return stored
    }

    private static func storeOverOneConnection(
        with token: HeldToken, at server: RunningServer, noting log: StoreLog
    ) async throws -> [StoreOrder] {
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            var stored: [StoreOrder] = []
            while stored.count < 200 {
                let order = StoreOrder(to: try Recipient(), with: token)
                let sent = ContinuousClock.now
                guard let answer = try? await connection.exchange(order.request), answer.status == 201 else { break }
                stored.append(order)
                log.acknowledged(order.sealed, sent: sent)
            }
            return stored
        }
    }

    private static func again(on deployment: Deployment, _ use: (RunningServer) async throws -> Void) async throws {
        let server = try await deployment.start()
        do {
            try await use(server)
        } catch {
            _ = await server.stop()
            throw error
        }
        #expect(await server.stop() == 0)
    }
}
