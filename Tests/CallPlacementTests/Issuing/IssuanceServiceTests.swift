import BlindTokens
import CallPlacement
import StoreConformance
import Testing

@Suite("Issuing")
struct IssuanceServiceTests {
    private let credential = SampleRequests.credential(1)

    private func isIssued(_ outcome: IssuanceService.Outcome) -> Bool {
        guard case .issued = outcome else { return false }
        return true
    }

    @Test("a token that is issued is one of the current key, for this service's challenge")
    func issues() async throws {
        let running = try await RunningService()
        let token = try await running.token().token
        let verdict = TokenVerifier.verify(
            token, by: try TokenKeys.current.publicKey, challengeDigest: try running.policy.tokenChallenge.digest)
        #expect(throws: Never.self) { try verdict.get() }
    }

    @Test("the quota is one credential's own")
    func quota() async throws {
        let running = try await RunningService(quota: 3)
        let request = try running.pendingToken().request.bytes
        for _ in 0..<3 { #expect(isIssued(try await running.service.issuance.issue(request, to: credential))) }
        #expect(try await running.service.issuance.issue(request, to: credential) == .quotaUsedUp)
        #expect(isIssued(try await running.service.issuance.issue(request, to: SampleRequests.credential(2))))
        #expect(try await running.service.issuance.issue(request, to: credential) == .quotaUsedUp)
    }

    @Test("many requests at once get as many tokens as the quota has")
    func concurrent() async throws {
        let running = try await RunningService(quota: 5)
        let request = try running.pendingToken().request.bytes
        let (issuance, credential) = (running.service.issuance, credential)
        let issued = try await withThrowingTaskGroup(of: IssuanceService.Outcome.self) { group in
            for _ in 0..<40 { group.addTask { try await issuance.issue(request, to: credential) } }
            return try await group.reduce(0) { $0 + (isIssued($1) ? 1 : 0) }
        }
        #expect(issued == 5)
    }

    @Test("what is no request")
    func malformed() async throws {
        let running = try await RunningService(quota: 100)
        let sound = try running.pendingToken().request.bytes
        let otherType = [0x00, 0x01] + sound.dropFirst(2)
        let outOfRange = Array(sound.prefix(3)) + [UInt8](repeating: 0xff, count: 256)
        for request in [[], [0x00], Array(sound.dropLast()), sound + [0], otherType, outOfRange] {
            #expect(try await running.service.issuance.issue(request, to: credential) == .malformed)
        }
    }

    @Test("a request for another key, which is not counted")
    func otherKey() async throws {
        let running = try await RunningService(quota: 1)
        let sound = try running.pendingToken().request.bytes
        var other = sound
        other[2] ^= 1
        #expect(try await running.service.issuance.issue(other, to: credential) == .otherKey)
        #expect(isIssued(try await running.service.issuance.issue(sound, to: credential)))
        #expect(try await running.service.issuance.issue(other, to: credential) == .otherKey)
    }

    @Test("the directory names the current key, where requests go, and since when")
    func directory() async throws {
        let running = try await RunningService()
        let directory = running.service.issuance.directory
        #expect(directory.requestURI == "https://issuer.example.com/token-request")
        #expect(directory.entries.map(\.tokenKey) == [try TokenKeys.current.publicKey])
        #expect(directory.entries.map(\.notBefore) == [1000])
        #expect(running.service.currentEpoch.start == 1000)
        let challenge = PrivateTokenAuthorization.challenge(
            try running.policy.tokenChallenge, tokenKey: try TokenKeys.current.publicKey)
        #expect(running.service.issuance.authenticationChallenge == challenge)
    }

    @Test("a ledger that fails is a failure of the service")
    func failure() async throws {
        let running = try await RunningService()
        let request = try running.pendingToken().request.bytes
        running.storage.fail(.countIssuance, with: .full("no room"))
        await #expect(throws: ServiceFailure.store(.full("no room"))) {
            _ = try await running.service.issuance.issue(request, to: credential)
        }
    }
}
