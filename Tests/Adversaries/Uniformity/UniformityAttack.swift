internal import Foundation
package import ServiceHarness
internal import ThrowawayPKI

/// Claim 9: two clients with different wallets, keys, ages of tokens and machines; what they send is written down to
/// the byte, and compared.
package struct UniformityAttack: Sendable {
    private let rounds: Int

    /// An attack that watches each client so many times.
    package init(rounds: Int) {
        self.rounds = rounds
    }

    /// Lets both clients do all that a client does, before the eyes of the attacker.
    package func watch(_ program: ServedProgram = .cpsd) async throws -> [[ClientLife]] {
        let authority = try ThrowawayAuthority.create(commonName: "Watching authority", validity: .days(1))
        let certificate = try authority.issueServer(names: ["localhost"], validity: .days(1))
        let open = try await ForwardedListener(asIssuance: false, certificate: certificate)
        let issuance = try await ForwardedListener(asIssuance: true, certificate: certificate)
        let listening = Task {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await open.run() }
                group.addTask { try await issuance.run() }
            }
        }
        defer { listening.cancel() }
        var lives: [[ClientLife]] = []
        let flags = ["--name", "localhost", "--issuance-url", "https://localhost:\(issuance.port)"]
        try await Deployment.running(flags, program) { server in
            open.forward(to: server.publicEndpoint)
            for machine in ClientMachine.pair {
                let client = try WatchedClient(
                    machine, at: "https://localhost:\(open.port)", trusting: try authority.certificatePEM(),
                    on: server, seenBy: [open, issuance])
                issuance.forward(to: server.issuanceEndpoint(as: client.identity))
                try await client.liveBefore()
                var watched: [ClientLife] = []
                for _ in 0..<rounds { watched.append(try await client.live()) }
                lives.append(watched)
            }
        }
        return lives
    }

    /// Compares what two clients did. Each is also compared with itself: what differs there already is chance.
    package func compare(_ lives: [[ClientLife]]) -> Evidence {
        guard let first = lives.first?.first, !first.steps.isEmpty else {
            return Evidence([finding("everything", "lives seen", .nan, "nothing was seen")])
        }
        let others = lives.joined().dropFirst()
        let sums = others.map { Difference(first, $0) }
        let connections = first.steps.reduce(0) { $0 + $1.connections.count }
        let detail = "\(others.count + 1) lives of \(first.steps.count) commands and \(connections) connections"
        let example = sums.lazy.compactMap(\.example).first.map { "; \($0)" } ?? ""
        func total(_ part: (Difference) -> Int) -> Double { Double(sums.reduce(0) { $0 + part($1) }) }
        return Evidence([
            finding(
                "requests", "bytes that differ outside of the fields that must", total(\.requestBytes), detail + example
            ),
            finding("ClientHello", "bytes that differ outside of random and keys", total(\.helloBytes), detail),
            finding("order of connections and requests", "commands that differ", total(\.commands), detail),
            finding("lengths of the client's records", "connections that differ", total(\.records), detail),
        ])
    }

    private func finding(_ attack: String, _ statistic: String, _ value: Double, _ detail: String) -> Finding {
        Finding(.uniformClients, attack, statistic, value, above: 0, detail: detail)
    }
}
