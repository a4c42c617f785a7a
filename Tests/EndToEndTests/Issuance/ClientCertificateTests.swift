import BlindTokens
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// Who may have tokens, on a service of its own so that the log is of these tests alone.
@Suite(.served("--log-level", "trace"), .serialized, .timeLimit(.minutes(1)))
struct ClientCertificates {
    @Test func aGoodOneIsAccepted() async throws {
        let server = try RunningServer.current()
        #expect(try await server.token().token.bytes.count == 354)
    }

    @Test func aCriticalTNAuthListIsAcceptedLikeAnyOther() async throws {
        let server = try RunningServer.current()
        let caller = try server.deployment.stirAuthority.issueCaller(
            authorising: .critical(try .oneNumber), validity: .days(1))
        #expect(try await server.token(as: caller).token.bytes.count == 354)
    }

    @Test(arguments: BadCertificate.all)
    func aBadOneIsRefusedAndTheLogSaysWhy(_ bad: BadCertificate) async throws {
        let server = try RunningServer.current()
        let identity = try bad.identity(server.deployment)
        let answer = try await Self.answerOfIssuance(to: identity, at: server)
        #expect(answer.isEmpty)
        do {
            try await eventually("the log says why", within: .seconds(5)) { server.process.output.contains(bad.reason) }
        } catch {
            Issue.record("the log ends with: \(server.process.output.suffix(600))")
        }
        for line in server.process.output.split(separator: "\n") where line.contains(bad.reason) {
            #expect(!line.contains(TNAuthorizationList.testNumber))
        }
        #expect(!server.process.output.contains(TNAuthorizationList.testNumber))
        #expect(try await server.token().token.bytes.count == 354)
    }

    @Test func withoutACertificateThereIsNoToken() async throws {
        let server = try RunningServer.current()
        #expect(try await Self.answerOfIssuance(to: nil, at: server).isEmpty)
    }

    @Test func issuanceRefusesWhatIsNoTokenRequest() async throws {
        let server = try RunningServer.current()
        let key = try server.currentKey(in: try await server.directory())
        let good = try RunningServer.pendingToken(for: key).request.bytes
        let table: [(RawRequest, Int, String)] = [
            (.tokenRequest(Array(good.dropLast())), 413, "wrong-size"),
            (.tokenRequest(good + [0]), 413, "wrong-size"),
            (.tokenRequest([]), 413, "wrong-size"),
            (.tokenRequest([UInt8](repeating: 0, count: 10_000_000)), 413, "wrong-size"),
            (.tokenRequest([0, 1] + good.dropFirst(2)), 400, "malformed-token-request"),
            (
                .tokenRequest(Array(good.prefix(3)) + [UInt8](repeating: 0xff, count: 256)), 400,
                "malformed-token-request"
            ),
            (.tokenRequest(good.flipping(2)), 400, "other-key"),
            (RawRequest.tokenRequest(good).without("content-type"), 415, "wrong-media-type"),
            (RawRequest.tokenRequest(good).doubling("content-type"), 415, "wrong-media-type"),
            (RawRequest.tokenRequest(good).with("content-type", "application/octet-stream"), 415, "wrong-media-type"),
            (RawRequest("GET", "/token-request"), 405, "method-not-allowed"),
            (RawRequest("POST", "/.well-known/private-token-issuer-directory"), 405, "method-not-allowed"),
            (RawRequest("GET", "/cps/\(try Recipient().index)/ppts"), 404, "not-found"),
            (RawRequest("GET", "/health"), 404, "not-found"),
        ]
        #expect(table.count == 14)
        for (request, status, problem) in table {
            let answer = try await RawConnection.open(to: server.issuanceEndpoint(as: server.deployment.caller)) {
                try await $0.exchange(request)
            }
            try expectProblem(answer, status, problem)
        }
        #expect(try await server.token().token.bytes.count == 354)
    }

    /// What issuance answers to whoever comes with `identity`: nothing, where the handshake fails.
    private static func answerOfIssuance(to identity: ClientIdentity?, at server: RunningServer) async throws -> [UInt8]
    {
        try await RawConnection.open(to: server.issuanceEndpoint(as: identity)) { connection in
            connection.send(RawRequest("GET", "/.well-known/private-token-issuer-directory").bytes)
            return await connection.everything()
        }
    }
}
