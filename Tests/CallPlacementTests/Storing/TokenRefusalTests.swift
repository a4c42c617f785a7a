import BlindTokens
import CallPlacement
import Sealing
import StoreConformance
import Testing

/// Which tokens are taken, before and after their K_temp has a counter.
@Suite("Refused tokens")
struct TokenRefusalTests {
    private let running: RunningService
    private let storer: Storer
    private let recipient: RecipientPublicKey

    init() async throws {
        running = try await RunningService()
        storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        recipient = try SampleRequests.recipient(1)
    }

    /// What becomes of a sound submission under another token.
    private func store(with token: Token) async throws -> StoreResult {
        let sound = try storer.submission(to: recipient)
        return try await running.service.storing.store(storer.exchanging(token, in: sound))
    }

    private func isAccepted(_ result: StoreResult) -> Bool {
        guard case .accepted = result else { return false }
        return true
    }

    private var sound: Token { storer.token.token }

    private func changed(
        nonce: [UInt8]? = nil, challenge: [UInt8]? = nil, key: TokenKeyID? = nil, authenticator: [UInt8]? = nil
    ) -> Token {
        Token(
            nonce: nonce ?? sound.nonce, challengeDigest: challenge ?? sound.challengeDigest,
            tokenKeyID: key ?? sound.tokenKeyID, authenticator: authenticator ?? sound.authenticator)
    }

    /// The authenticator with a bit flipped, zeros, and one that another issuer made for the same token.
    private func forgedAuthenticators() throws -> [[UInt8]] {
        var flipped = sound.authenticator
        flipped[255] ^= 1
        return [
            flipped, [UInt8](repeating: 0, count: 256), [UInt8](repeating: 0xff, count: 256),
            try TokenKeys.stranger.blindSign([0] + sound.authenticator.dropLast()),
        ]
    }

    @Test("a forged authenticator, where K_temp has no counter")
    func forged() async throws {
        for authenticator in try forgedAuthenticators() {
            #expect(try await store(with: changed(authenticator: authenticator)) == .refused(.tokenRefused))
        }
        let use = TokenUse(kTemp: storer.token.key.publicKey, epoch: running.service.currentEpoch.id)
        #expect(try !running.storage.hasCounter(for: use))
        #expect(running.storage.liveCount == 0)
    }

    @Test("the challenge of another service")
    func otherChallenge() async throws {
        let other = try TokenChallenge(issuerName: "cps.example.net", originInfo: "cps.example.net")
        #expect(try await store(with: changed(challenge: other.digest)) == .refused(.tokenRefused))
    }

    @Test("a key that the service does not know")
    func unknownKey() async throws {
        let stranger = try TokenKeys.stranger.publicKey.tokenKeyID
        #expect(try await store(with: changed(key: stranger)) == .refused(.tokenRefused))
    }

    @Test("a token of an issuer of one's own, sound in itself")
    func ownIssuer() async throws {
        let key = try KTempPrivateKey.generate()
        let pending = try PendingToken(
            key: key, challenge: running.policy.tokenChallenge, tokenKey: TokenKeys.stranger.publicKey)
        let response = try TokenIssuer(key: TokenKeys.stranger).issue(pending.request)
        let own = Storer(token: try pending.finish(response: response), size: running.policy.sealedSize)
        #expect(try await running.service.storing.store(own.submission(to: recipient)) == .refused(.tokenRefused))
    }

    @Test("another nonce: the authenticator does not fit it")
    func otherNonce() async throws {
        let nonce = try KTempPrivateKey.generate().publicKey.bytes
        #expect(try await store(with: changed(nonce: nonce)) == .refused(.tokenRefused))
    }

    @Test("with a counter the RSA signature is not checked again, and everything else is")
    func withCounter() async throws {
        #expect(isAccepted(try await store(with: sound)))
        let zeros = [UInt8](repeating: 0, count: 256)
        // Proof that the check is skipped: nobody but the holder of K_temp could have signed this.
        #expect(isAccepted(try await store(with: changed(authenticator: zeros))))

        let other = try TokenChallenge(issuerName: "cps.example.net", originInfo: "cps.example.net")
        #expect(try await store(with: changed(challenge: other.digest)) == .refused(.tokenRefused))
        let stranger = try TokenKeys.stranger.publicKey.tokenKeyID
        #expect(try await store(with: changed(key: stranger)) == .refused(.tokenRefused))
        let submission = try storer.submission(to: SampleRequests.recipient(2))
        let thief = StoreSubmission(
            index: submission.index, token: sound, signature: try KTempPrivateKey.generate().sign(submission.signedBytes),
            signedBytes: submission.signedBytes, body: submission.body)
        #expect(try await running.service.storing.store(thief) == .refused(.signatureRefused))
    }

    @Test("other encodings of the authenticator are uses of the same token")
    func countedByKTemp() async throws {
        #expect(isAccepted(try await store(with: sound)))
        #expect(isAccepted(try await store(with: changed(authenticator: [UInt8](repeating: 1, count: 256)))))
        let third = changed(authenticator: [UInt8](repeating: 2, count: 256))
        #expect(try await store(with: third) == .refused(.tokenUsedUpForIndex))
    }
}
