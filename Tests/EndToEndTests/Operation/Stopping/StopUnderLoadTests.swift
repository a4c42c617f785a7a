import BlindTokens
import Foundation
import ServiceHarness
import Synchronization
import Testing

/// SIGTERM while answers are being made, sent and read.
@Suite(.inTurn, .timeLimit(.minutes(2)))
struct StopUnderLoad {
    /// Answers of 4,096 entries are 8.5 MB, which no socket takes at once.
    private static let most = 4096

    /// Answers leave after two seconds: longer than it takes to say good-bye.
    @Test func everyAnswerIsWholeAndEveryStoreIsKept() async throws {
        let deployment = try Deployment([
            "--release-quantum", "1000", "--release-margin", "1000", "--entries-maximum", "\(Self.most)",
            "--limits-stop", "60", "--token-uses", "1000", "--log-level", "info",
        ])
        defer { deployment.remove() }
        let server = try await deployment.start()
        let outcome = Outcome()
        do {
            try await Self.stop(server, noting: outcome)
        } catch {
            _ = await server.stop(SIGKILL)
            throw error
        }
        outcome.expectNothingCut()
        #expect(outcome.stored.count >= 20)
        let again = try await deployment.start()
        do {
            try await Self.expect(outcome.stored, at: again)
        } catch {
            _ = await again.stop()
            throw error
        }
        #expect(await again.stop() == 0)
    }

    @Test func whoNeverReadsDoesNotKeepTheServiceFromEnding() async throws {
        let deployment = try Deployment(
            Deployment.patient + ["--entries-maximum", "\(Self.most)", "--limits-idle", "3600", "--limits-stop", "2"])
        defer { deployment.remove() }
        let server = try await deployment.start()
        let request = RawRequest.poll(try Recipient().index, entries: Self.most)
        try await SlowReader(pause: .zero).leaving(request, at: server.publicEndpoint) {
            // Long enough for the answer to be on its way.
            for _ in 0..<3 { _ = try await server.ask(request) }
            let told = ContinuousClock.now
            #expect(await server.stop() == 0, "\(server.process.output)")
            // What is promised is limits.stop and 3 s; a busy machine gets some more.
            #expect(told.duration(to: .now) < .seconds(10))
        }
    }

    private static func stop(_ server: RunningServer, noting outcome: Outcome) async throws {
        let tokens = try await server.tokens(4)
        let slow = SlowReader(pause: .milliseconds(20))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for token in tokens { group.addTask { await store(with: token, at: server, noting: outcome) } }
            for _ in 0..<4 { group.addTask { await poll(server, noting: outcome) } }
            group.addTask {
                let answer = try await slow.exchange(
                    .poll(try Recipient().index, entries: most), at: server.publicEndpoint)
                #expect(answer.status == 200)
                #expect(answer.body.count > most * 2048)
            }
            group.addTask {
                try await RawConnection.open(to: server.publicEndpoint) { idle in
                    _ = try await idle.exchange(RawRequest("GET", "/health"))
                    let left = await idle.everything()
                    #expect(left.isEmpty)
                }
            }
            try await eventually("all is under way") {
                outcome.stored.count >= 20 && outcome.pollCount >= 8 && slow.byteCount > 0
            }
            try await HTTP2Client.use(server) { client in
                // So that the connection is there.
                _ = try await client.send(RawRequest("GET", "/health"))
                try await withThrowingTaskGroup(of: Void.self) { streams in
                    for _ in 0..<16 {
                        streams.addTask {
                            do {
                                // One after the other until it is over, so that some are under way when it stops.
                                while true {
                                    let answer = try await client.send(.poll(try Recipient().index, entries: 64))
                                    #expect(answer.isHTTP2)
                                    #expect(answer.status == 200)
                                    outcome.countStream()
                                }
                            } catch {
                                // What was not read yet is left out by GOAWAY; what was begun is not reset.
                                #expect(!"\(error)".contains("Cancel"), "an answer was cut: \(error)")
                            }
                        }
                    }
                    try await eventually("streams are answered") { outcome.streamCount >= 32 }
                    outcome.isToldToStop()
                    let told = ContinuousClock.now
                    try server.process.signal(SIGTERM)
                    try await streams.waitForAll()
                    let status = await server.process.end()
                    #expect(status == 0, "\(server.process.output)")
                    #expect(told.duration(to: .now) < .seconds(63))
                }
            }
            try await group.waitForAll()
        }
        #expect(server.process.output.contains("cpsd: stopped"))
    }

    private static func store(with token: HeldToken, at server: RunningServer, noting outcome: Outcome) async {
        await outcome.asking(server) {
            let order = StoreOrder(to: try Recipient(), with: token)
            return (order.request, 201, { outcome.keep(order) })
        }
    }

    private static func poll(_ server: RunningServer, noting outcome: Outcome) async {
        await outcome.asking(server) {
            (.poll(try Recipient().index, entries: 16), 200, { outcome.countPoll() })
        }
    }

    /// Finds what was stored; more than once where the service has too much to do.
    private static func expect(_ orders: [StoreOrder], at server: RunningServer) async throws {
        // Those of the end are what a stop could lose.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for order in orders.suffix(48) {
                group.addTask {
                    try await eventually("what was acknowledged is there") {
                        try await server.live(for: order.recipient) == [order.sealed]
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// What became of requests around the moment of the signal.
private final class Outcome: Sendable {
    private struct State {
        var stored: [StoreOrder] = []
        var polls = 0
        var streams = 0
        var told: ContinuousClock.Instant?
        var ends: [End] = []
    }

    /// How a connection ended under a request.
    private struct End {
        let sent: ContinuousClock.Instant
        let leftOver: Int
        let isClean: Bool
        let reason: String
    }

    private let state = Mutex(State())

    var stored: [StoreOrder] { state.withLock { $0.stored } }
    var pollCount: Int { state.withLock { $0.polls } }

    func keep(_ order: StoreOrder) { state.withLock { $0.stored.append(order) } }
    var streamCount: Int { state.withLock { $0.streams } }
    func countStream() { state.withLock { $0.streams += 1 } }
    func countPoll() { state.withLock { $0.polls += 1 } }
    func isToldToStop() { state.withLock { $0.told = .now } }

    /// Asks on one connection until it ends, and notes how it did.
    func asking(
        _ server: RunningServer, _ next: () throws -> (request: RawRequest, status: Int, answered: () -> Void)
    ) async {
        try? await RawConnection.open(to: server.publicEndpoint) { connection in
            while true {
                let (request, status, answered) = try next()
                let sent = ContinuousClock.now
                do {
                    let answer = try await connection.exchange(request)
                    #expect(answer.status == status)
                    answered()
                } catch {
                    let isClean = if case HarnessError.connectionClosed = error { true } else { false }
                    state.withLock { state in
                        state.ends.append(
                            End(sent: sent, leftOver: connection.leftOver, isClean: isClean, reason: "\(error)"))
                    }
                    throw error
                }
            }
        }
    }

    /// Expects that all connections ended, each in order, and none under a request that the service had for a while.
    func expectNothingCut() {
        let (ends, told) = state.withLock { ($0.ends, $0.told) }
        #expect(ends.count == 8)
        for end in ends {
            #expect(end.leftOver == 0, "an answer was cut: \(end.reason)")
            #expect(end.isClean, "\(end.reason)")
            if let told { #expect(end.sent > told - .milliseconds(300), "a request that was read was not answered") }
        }
    }
}
