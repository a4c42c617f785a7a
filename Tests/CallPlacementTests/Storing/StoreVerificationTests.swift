import BlindTokens
import Sealing
import StoreConformance
import Testing

@testable import CallPlacement

/// What a submission proves before it is counted and placed.
@Suite("Verification of stores")
struct StoreVerificationTests {
    @Test("The digest of a submission is SHA-256 of its body (FIPS 180-4's example)")
    func digest() throws {
        let key = try RecipientPrivateKey.generate().publicKey
        let token = Token(
            nonce: Array(repeating: 0, count: 32), challengeDigest: Array(repeating: 0, count: 32),
            tokenKeyID: try TokenKeyID(bytes: [UInt8](repeating: 0, count: 32)),
            authenticator: Array(repeating: 0, count: 256))
        let submission = StoreSubmission(
            index: PlacementIndex(of: key), token: token, signature: [], signedBytes: [], body: Array("abc".utf8))
        let digits = submission.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digits == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("A sound submission becomes a request, and nothing is counted or placed for it")
    func sound() async throws {
        let running = try await RunningService()
        let held = try await running.token()
        let recipient = try RecipientPrivateKey.generate().publicKey
        let submission = try Storer(token: held, size: running.policy.sealedSize).submission(to: recipient)
        for _ in 0..<20 {
            let request = try running.service.storing.verified(submission).get()
            #expect(request.index == submission.index && request.digest == submission.digest)
            #expect(recipient.bytes + request.sealed == submission.body)
            #expect(request.use.kTemp.bytes == held.token.nonce)
            #expect(try !running.storage.hasCounter(for: request.use))
        }
        #expect(running.storage.liveCount == 0)
        guard case .accepted = try await running.service.storing.store(submission) else {
            Issue.record("what was verified was not stored")
            return
        }
    }

    @Test("What is refused here is refused by the service, for the same reason")
    func refused() async throws {
        let running = try await RunningService()
        let storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let sound = try storer.submission(to: RecipientPrivateKey.generate().publicKey)
        var body = sound.body
        body[0] ^= 1
        let submission = storer.submission(body: body, index: sound.index)
        #expect(throws: StoreRefusal.indexMismatch) { try running.service.storing.verified(submission).get() }
        #expect(try await running.service.storing.store(submission) == .refused(.indexMismatch))
    }
}
