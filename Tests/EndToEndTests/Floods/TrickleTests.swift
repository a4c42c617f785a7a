import Floods
import ServiceHarness
import Testing

/// Clients that are never silent and never done: each byte comes long before the service counts a connection as silent.
@Suite(.served("--limits-idle", "2", "--limits-exchange", "3"), .timeLimit(.minutes(2)))
struct Trickles {
    @Test func areEndedAllTheSame() async throws {
        let server = try RunningServer.current()
        let store = StoreOrder(to: try Recipient(), with: try await server.token())
        var pings = Flood("pings now and then", connections: 1, megabytes: 100)
        pings.protocolName = "h2"
        pings.opening = HTTP2Bytes.opening()
        pings.drip = { HTTP2Bytes.ping($0) }
        let floods: [Flood] = [
            .slowHeaders(2), .slowBodies(2, store.request), .slowHandshakes(2), .slowFrames(2), .slowReaders(2),
            .tinyWindows(2), pings,
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for var flood in floods {
                flood.every = 200
                group.addTask { [flood] in
                    let run = try FloodRun(flood, of: server.publicEndpoint)
                    do {
                        try await eventually("a connection of \(flood.name) is ended", within: .seconds(60)) {
                            run.tally.now.ended > 0
                        }
                    } catch {
                        await run.end()
                        throw error
                    }
                    #expect(run.tally.now.said > 5, "\(flood.name) said too little to be no silence")
                    await run.end()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aConnectionThatIsUsedIsKept() async throws {
        let server = try RunningServer.current()
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            // Longer than both limits together.
            for _ in 0..<12 {
                let status = try await connection.exchange(RawRequest("GET", "/health")).status
                #expect(status == 200)
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }
}
