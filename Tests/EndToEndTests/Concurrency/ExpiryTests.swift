import ServiceHarness
import Testing

/// A short lifetime: nothing is lost before it is over, nothing is returned after.
@Suite(
    .served(
        "--passport-lifetime", "2", "--token-uses", "1000", "--token-uses-per-index", "1000"),
    .timeLimit(.minutes(2)))
struct Expiry {
    private static let lifetime = Duration.seconds(2)
    private static let entries = 64
    private static let parties = 4

    @Test func nothingIsReturnedAfterTheLifetime() async throws {
        let server = try RunningServer.current()
        let recipient = try Recipient()
        let order = StoreOrder(to: recipient, with: try await server.token())
        let sent = ContinuousClock.now
        let stored = try await server.ask(order.request)
        let acknowledged = ContinuousClock.now
        #expect(stored.status == 201)
        let location = try #require(stored.only("location"))
        let alive = try await server.ask(.follow(location))
        // On a machine that is busy enough, the answer may have come after the lifetime.
        if ContinuousClock.now < sent.advanced(by: Self.lifetime) {
            #expect(try recipient.open(alive, entries: 1) == [order.sealed])
        }
        try await eventually("the lifetime is over") {
            let asked = ContinuousClock.now
            let answer = try await server.poll(recipient.index, entries: 1)
            let isOver = asked >= acknowledged.advanced(by: Self.lifetime)
            if isOver { #expect(try recipient.open(answer, entries: 1).isEmpty) }
            return isOver
        }
        // The expired link gets the same answer, with nothing in it.
        let expired = try await server.ask(.follow(location))
        #expect(expired.shape == alive.shape)
        #expect(try recipient.open(expired, entries: 1).isEmpty)
        #expect(try Link.all(in: try await server.ask(.links(recipient.index, entries: 4))).count == 4)
    }

    /// Never more live than entries, so that every poll has to return all that is live.
    @Test func underLoadNothingIsLostAndNothingComesTwice() async throws {
        let server = try RunningServer.current()
        let recipient = try Recipient()
        let tokens = try await server.tokens(Self.parties)
        let log = StoreLog(lifetime: Self.lifetime)
        let end = ContinuousClock.now.advanced(by: .seconds(5))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for token in tokens {
                group.addTask {
                    try await RawConnection.open(to: server.publicEndpoint) { connection in
                        var mine: [ContinuousClock.Instant] = []
                        while ContinuousClock.now < end {
                            mine.removeAll { $0.advanced(by: Self.lifetime) < .now }
                            if mine.count < Self.entries / Self.parties {
                                let order = StoreOrder(to: recipient, with: token)
                                let sent = ContinuousClock.now
                                #expect(try await connection.exchange(order.request).status == 201)
                                log.acknowledged(order.sealed, sent: sent)
                                mine.append(.now)
                            }
                            log.check(try await Self.poll(for: recipient, over: connection))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(log.storedCount > 2 * Self.parties)
        #expect(log.owedCount > log.storedCount)
        try await eventually("all have expired") {
            let asked = ContinuousClock.now
            let poll = try await RawConnection.open(to: server.publicEndpoint) {
                try await Self.poll(for: recipient, over: $0)
            }
            log.check(poll)
            return log.isOver(at: asked)
        }
    }

    private static func poll(for recipient: Recipient, over connection: RawConnection) async throws -> StoreLog.Poll {
        let asked = ContinuousClock.now
        let answer = try await connection.exchange(.poll(recipient.index, entries: entries))
        let answered = ContinuousClock.now
        return StoreLog.Poll(asked: asked, answered: answered, returned: try recipient.open(answer, entries: entries))
    }
}
