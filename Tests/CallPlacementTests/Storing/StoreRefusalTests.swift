import BlindTokens
import CallPlacement
import Sealing
import StoreConformance
import Testing

/// Every reason for which a store is refused, one by one, on submissions that are otherwise sound.
@Suite("Refused stores")
struct StoreRefusalTests {
    private let running: RunningService
    private let storer: Storer
    private let recipient: RecipientPublicKey

    init() async throws {
        running = try await RunningService(uses: 4, usesPerIndex: 2)
        storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        recipient = try SampleRequests.recipient(1)
    }

    /// Stores it, and requires that a refusal left nothing behind.
    private func store(_ submission: StoreSubmission) async throws -> StoreResult {
        let before = running.storage.liveCount
        let result = try await running.service.storing.store(submission)
        if case .refused = result { #expect(running.storage.liveCount == before) }
        return result
    }

    private func isAccepted(_ result: StoreResult) -> Bool {
        guard case .accepted = result else { return false }
        return true
    }

    @Test("nothing is wrong with the sound one")
    func sound() async throws {
        #expect(isAccepted(try await store(storer.submission(to: recipient))))
    }

    @Test("another size", arguments: [0, 31, 32, 543, 545, 2080])
    func wrongSize(_ count: Int) async throws {
        let body = Array((recipient.bytes + [UInt8](repeating: 0, count: 4096)).prefix(count))
        let submission = storer.submission(body: body, index: PlacementIndex(of: recipient))
        #expect(try await store(submission) == .refused(.wrongSize))
    }

    @Test("a key that nobody can have", arguments: [UInt8(0x00), 0x01, 0xff])
    func refusedKey(_ first: UInt8) async throws {
        let key = [first] + [UInt8](repeating: first == 0xff ? 0xff : 0, count: 31)
        let body = key + [UInt8](repeating: 0, count: 512)
        let submission = storer.submission(body: body, index: PlacementIndex(of: recipient))
        #expect(try await store(submission) == .refused(.refusedKey))
    }

    @Test("the index of somebody else")
    func indexMismatch() async throws {
        let sound = try storer.submission(to: recipient)
        let submission = storer.submission(body: sound.body, index: try SampleRequests.index(2))
        #expect(try await store(submission) == .refused(.indexMismatch))
    }

    @Test("a signature of another key, of other bytes, or none")
    func signature() async throws {
        let sound = try storer.submission(to: recipient)
        let stranger = try KTempPrivateKey.generate()
        var flipped = sound.signature
        flipped[0] ^= 1
        for signature in [stranger.sign(sound.signedBytes), storer.token.key.sign([1]), flipped, [], Array(flipped.dropLast())] {
            let submission = StoreSubmission(
                index: sound.index, token: sound.token, signature: signature, signedBytes: sound.signedBytes,
                body: sound.body)
            #expect(try await store(submission) == .refused(.signatureRefused))
        }
        // Nothing of that was counted: all four uses are there.
        for number in 0..<4 {
            #expect(isAccepted(try await store(storer.submission(to: SampleRequests.recipient(10 + number)))))
        }
    }

    @Test("a token that has had all its uses")
    func tokenUsedUp() async throws {
        for number in 0..<4 {
            #expect(isAccepted(try await store(storer.submission(to: SampleRequests.recipient(number)))))
        }
        #expect(try await store(storer.submission(to: SampleRequests.recipient(9))) == .refused(.tokenUsedUp))
    }

    @Test("a token that has had all its uses for an index, until they have expired")
    func tokenUsedUpForIndex() async throws {
        for _ in 0..<2 { #expect(isAccepted(try await store(storer.submission(to: recipient)))) }
        #expect(try await store(storer.submission(to: recipient)) == .refused(.tokenUsedUpForIndex))
        #expect(isAccepted(try await store(storer.submission(to: SampleRequests.recipient(2)))))
        running.clock.advance(by: .seconds(60))
        #expect(isAccepted(try await store(storer.submission(to: recipient))))
        #expect(try await store(storer.submission(to: recipient)) == .refused(.tokenUsedUp))
    }
}
