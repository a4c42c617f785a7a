import BlindTokens
import ServiceHarness
import Testing
import ThrowawayPKI

/// The quota of a credential, exact also when many ask at once.
@Suite(.served("--issuance-quota", "10"), .timeLimit(.minutes(1)))
struct Quota {
    @Test func isExactUnderParallelRequests() async throws {
        let server = try RunningServer.current()
        let key = try server.currentKey(in: try await server.directory())
        let answers = try await withThrowingTaskGroup(of: [RawResponse].self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await RawConnection.open(to: server.issuanceEndpoint(as: server.deployment.caller)) {
                        connection in
                        var answers: [RawResponse] = []
                        for _ in 0..<5 {
                            let request = try RunningServer.pendingToken(for: key).request
                            answers.append(try await connection.exchange(.tokenRequest(request.bytes)))
                        }
                        return answers
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(answers.count == 60)
        let issued = answers.filter { $0.status == 200 }
        #expect(issued.count == 10)
        #expect(
            issued.allSatisfy {
                $0.only("content-type") == "application/private-token-response" && $0.body.count == 256
            })
        for refused in answers where refused.status != 200 { try expectProblem(refused, 429, "quota-used-up") }

        // Another credential is not affected.
        let other = try server.deployment.stirAuthority.issueCaller(
            authorising: .nonCritical(try .oneNumber), validity: .days(1))
        #expect(try await server.tokens(10, as: other).count == 10)
    }
}
