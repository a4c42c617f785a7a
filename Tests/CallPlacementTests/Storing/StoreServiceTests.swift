import BlindTokens
import CallPlacement
import Sealing
import StoreConformance
import Testing

@Suite("Storing")
struct StoreServiceTests {
    private func accepted(_ result: StoreResult) -> String? {
        guard case .accepted(let handle) = result else { return nil }
        return handle
    }

    @Test("what is stored is found by its key, with what is known of it")
    func storeAndRetrieve() async throws {
        let running = try await RunningService()
        let storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let key = try RecipientPrivateKey.generate()
        let prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 2)
        #expect(try running.open(try await running.batch(under: prefix), with: key).isEmpty)

        let first = try await running.service.storing.store(storer.submission(to: key.publicKey, passport: "first"))
        #expect(accepted(first)?.utf8.count == 64)
        running.clock.advance(by: .seconds(20))
        let second = try await running.service.storing.store(storer.submission(to: key.publicKey, passport: "second"))
        #expect(accepted(second) != nil)
        #expect(second != first)

        let opened = try running.open(try await running.batch(under: prefix), with: key)
        #expect(opened.map(\.pending) == [2, 2])
        let remaining = try opened.map { (try $0.passport.open(with: key), $0.remaining) }.sorted { $0.1 < $1.1 }
        #expect(remaining.map(\.0) == [["first"], ["second"]])
        #expect(remaining.map(\.1) == [40, 60])

        running.clock.advance(by: .seconds(40))
        let rest = try running.open(try await running.batch(under: prefix), with: key)
        #expect(try rest.map { try $0.passport.open(with: key) } == [["second"]])
        #expect(rest.map(\.pending) == [1])
    }

    @Test("a repeat is answered the same, and is not counted")
    func repeats() async throws {
        let running = try await RunningService(uses: 2)
        let storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let submission = try storer.submission(to: SampleRequests.recipient(1))
        let first = try await running.service.storing.store(submission)
        #expect(accepted(first) != nil)
        running.clock.advance(by: .seconds(10))
        for _ in 0..<5 { #expect(try await running.service.storing.store(submission) == first) }
        #expect(running.storage.liveCount == 1)
        // One use is left for another store, and none for a third.
        let second = try await running.service.storing.store(storer.submission(to: SampleRequests.recipient(2)))
        #expect(accepted(second) != nil)
        let third = try await running.service.storing.store(storer.submission(to: SampleRequests.recipient(3)))
        #expect(third == .refused(.tokenUsedUp))
        #expect(try await running.service.storing.store(submission) == first)
    }

    @Test("the same store with two tokens is two stores")
    func twoTokens() async throws {
        let running = try await RunningService()
        let first = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let second = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let submission = try first.submission(to: SampleRequests.recipient(1))
        let again = second.submission(body: submission.body, index: submission.index)
        let results = [
            try await running.service.storing.store(submission), try await running.service.storing.store(again),
        ]
        #expect(results.compactMap(accepted).count == 2)
        #expect(Set(results).count == 2)
        #expect(running.storage.liveCount == 2)
    }

    @Test("a token of the epoch before is taken within its grace, and not after")
    func grace() async throws {
        let running = try await RunningService()
        let storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        running.clock.advance(by: .seconds(86_400 + 3599))
        let inTime = try await running.service.storing.store(storer.submission(to: SampleRequests.recipient(1)))
        #expect(accepted(inTime) != nil)
        running.clock.advance(by: .seconds(1))
        let late = try await running.service.storing.store(storer.submission(to: SampleRequests.recipient(1)))
        #expect(late == .refused(.tokenRefused))
    }

    @Test("many stores at once with one token succeed as often as it has uses")
    func concurrent() async throws {
        let running = try await RunningService(uses: 8)
        let storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let storing = running.service.storing
        let submissions = try (0..<64).map { try storer.submission(to: SampleRequests.recipient($0)) }
        let results = try await withThrowingTaskGroup(of: StoreResult.self) { group in
            for submission in submissions { group.addTask { try await storing.store(submission) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.compactMap(accepted).count == 8)
        #expect(results.count { $0 == .refused(.tokenUsedUp) } == 56)
        #expect(running.storage.liveCount == 8)
    }
}
