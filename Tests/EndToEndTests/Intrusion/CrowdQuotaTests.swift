import BlindTokens
import Foundation
import STIR
import ServiceHarness
import Synchronization
import Testing
import ThrowawayPKI

/// The quota of a credential when a thousand requests come at the same moment, and over two lives of the service.
@Suite(.timeLimit(.minutes(15)))
struct CrowdQuota {
    private static let quota = 300

    @Test func isExactForAThousandAtOnceAndAfterAKill() async throws {
        try await Turn.shared.with {
            let deployment = try Deployment(
                Deployment.patient + [
                    "--issuance-quota", "\(Self.quota)", "--limits-requests", "4096", "--limits-idle", "120",
                ])
            defer { deployment.remove() }
            let other = try deployment.stirAuthority.issueCaller(
                authorising: .nonCritical(try .oneNumber), validity: .days(1))

            let first = try await deployment.start()
            let crowd = try await Self.crowd(of: 1000, as: deployment.caller, at: first)
            #expect(crowd == [200: Self.quota, 429: 1000 - Self.quota])
            #expect(try await Self.crowd(of: 100, as: other, at: first) == [200: 100])
            #expect(await first.stop(SIGKILL) != 0)

            let second = try await deployment.start()
            #expect(try await Self.crowd(of: 50, as: deployment.caller, at: second) == [429: 50])
            let rest = try await Self.crowd(of: 400, as: other, at: second)
            #expect(rest == [200: Self.quota - 100, 429: 400 - (Self.quota - 100)])
            print("quota \(Self.quota): \(crowd[200, default: 0]) tokens for 1000 parallel requests, none after a kill")
            #expect(await second.stop() == 0)
        }
    }

    /// Lets a crowd ask at the same moment, each over a connection of its own.
    ///
    /// - Returns: how often each status was answered.
    private static func crowd(
        of count: Int, as identity: ClientIdentity, at server: RunningServer
    ) async throws -> [Int: Int] {
        let key = try server.currentKey(in: try await server.directory())
        let arrived = Arrivals()
        let start = Task {
            try await eventually("all are connected", within: .seconds(120)) { arrived.count.withLock { $0 } == count }
        }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await RawConnection.open(to: server.issuanceEndpoint(as: identity)) { connection in
                        // An answer shows that the handshake is over.
                        let directory = RawRequest("GET", "/.well-known/private-token-issuer-directory")
                        guard try await connection.exchange(directory).status == 200 else { return 0 }
                        let request = try RunningServer.pendingToken(for: key).request
                        arrived.count.withLock { $0 += 1 }
                        try await start.value
                        var answer = try await connection.exchange(.tokenRequest(request.bytes))
                        // A slow machine turns some away for a moment, which costs no quota.
                        while answer.status == 503 {
                            try await Task.sleep(for: .seconds(1))
                            answer = try await connection.exchange(.tokenRequest(request.bytes))
                        }
                        return answer.status == 200 && answer.body.count != 256 ? 0 : answer.status
                    }
                }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }
}

/// How many are there.
private final class Arrivals: Sendable {
    let count = Mutex(0)
}
