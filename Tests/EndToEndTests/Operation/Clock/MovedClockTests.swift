import BlindTokens
import ServiceHarness
import Testing

/// A service whose machine's clock is set while it runs. An epoch with its grace is shorter here than the jumps.
@Suite(.inTurn, .timeLimit(.minutes(2)))
struct MovedClocks {
    private static let lifetime = Duration.seconds(2)

    @Test func nothingIsKeptLongerAndTokensGoOnWorking() async throws {
        let deployment = try Deployment(
            Deployment.patient + [
                "--passport-lifetime", "2", "--epoch-length", "25", "--epoch-grace", "60", "--token-uses", "100",
            ])
        defer { deployment.remove() }
        let clock = try await MovedClock(in: deployment.folder)
        let begun = ContinuousClock.now
        let server = try await deployment.start(clock.program)
        do {
            try await Self.move(clock, of: server, begun: begun)
        } catch {
            _ = await server.stop()
            throw error
        }
        #expect(await server.stop() == 0)
    }

    private static func move(
        _ clock: MovedClock, of server: RunningServer, begun: ContinuousClock.Instant
    ) async throws {
        let token = try await server.token()
        let first = token.token.tokenKeyID
        func said(_ words: String) async throws {
            try await eventually("\(words) is said") { server.process.output.contains(words) }
        }
        try await Self.expectAnOrdinaryMinute(at: server, with: token)
        for (ahead, words) in [
            (3600 as Int64, "s ahead of the time since the start"),
            (-3600, "s behind the time since the start"),
            (0, "it is now as it was at the start"),
        ] {
            let early = StoreOrder(to: try Recipient(), with: token)
            #expect(try await server.ask(early.request).status == 201)
            let stored = ContinuousClock.now
            try clock.set(ahead: ahead)
            let live = try await server.live(for: early.recipient)
            if stored.duration(to: .now) < lifetime / 2 { #expect(live == [early.sealed], "\(words)") }
            try await Self.expectAnOrdinaryMinute(at: server, with: token)
            try await said(words)
            // The epoch in which it was issued is still the current one, unless its time has really come.
            let current = try await server.token().token.tokenKeyID
            if begun.duration(to: .now) < .seconds(20) { #expect(current == first, "\(words)") }
        }
        try clock.stop()
        try await said("the wall clock runs wrong or stands still")
        try await Self.expectAnOrdinaryMinute(at: server, with: token)
        // Epochs go on, and the one before stays in its grace.
        try await eventually("the next epoch begins", within: .seconds(60)) {
            try await server.token().token.tokenKeyID != first
        }
        #expect(try await server.ask(StoreOrder(to: try Recipient(), with: token).request).status == 201)
    }

    /// Stores, finds what was stored, and does not find it once its lifetime is over.
    private static func expectAnOrdinaryMinute(at server: RunningServer, with token: HeldToken) async throws {
        let order = StoreOrder(to: try Recipient(), with: token)
        #expect(try await server.ask(order.request).status == 201)
        let stored = ContinuousClock.now
        let live = try await server.live(for: order.recipient)
        if stored.duration(to: .now) < lifetime / 2 { #expect(live == [order.sealed]) }
        try await eventually("its lifetime is over") {
            let asked = ContinuousClock.now
            let isThere = try await !server.live(for: order.recipient).isEmpty
            #expect(!isThere || stored.duration(to: asked) <= lifetime, "it is kept too long")
            return !isThere
        }
    }
}
