import Foundation
import ServiceHarness
import Testing
import ThrowawayPKI

/// The load generator against the real service, in small.
@Suite(.served("--name", "localhost"), .timeLimit(.minutes(1)))
struct LoadOnTheService {
    private struct Report: Decodable {
        let begun: Int
        let storeStatuses: [String: Int]
        let pollStatuses: [String: Int]
        let checkedAnswers: Int
        let soughtRecipients: Int
        let foundRecipients: Int
        let lost: Int
        let unanswered: Int
    }

    @Test(arguments: ["1.1", "2"])
    func everythingIsAnsweredAndDelivered(http: String) async throws {
        let polls = try await Self.load("polls", "--http", http, "--rate", "60", "--count", "30")
        #expect(polls.pollStatuses == ["200": 30] && polls.storeStatuses.isEmpty)

        let finding = try await Self.load(
            "polls", "--http", http, "--rate", "max", "--count", "20", "--finding", "0.5", "--prefix-digits", "2",
            "--live-prefixes", "2", "--live-per-prefix", "3", "--check-one-in", "1", identified: true)
        #expect(finding.pollStatuses == ["200": 20])
        #expect(finding.checkedAnswers == 10 && finding.soughtRecipients == 30 && finding.foundRecipients == 30)

        let stores = try await Self.load("stores", "--http", http, "--rate", "40", "--count", "12", identified: true)
        #expect(stores.storeStatuses == ["201": 12] && stores.pollStatuses.isEmpty)

        let calls = try await Self.load(
            "calls", "--http", http, "--rate", "40", "--count", "10", "--polls-per-call", "2", "--check-one-in", "1",
            identified: true)
        #expect(calls.begun == 10)
        #expect(calls.storeStatuses == ["201": 10] && calls.pollStatuses == ["200": 20])
        #expect(calls.soughtRecipients == 20 && calls.foundRecipients == 20)
        #expect(calls.lost == 0 && calls.unanswered == 0)
    }

    @Test func anotherMachineIsNotAskedUnlessThatIsSaid() async throws {
        let told = try await Tool.run(BuiltProgram.cps, ["load", "polls", "--service", "https://192.0.2.1"])
        #expect(told.code == 64)
        #expect(told.output.contains("--remote"))
    }

    /// Runs a load that must not fail in any way.
    private static func load(_ arguments: String..., identified: Bool = false) async throws -> Report {
        let server = try RunningServer.current()
        let folder = server.deployment.folder
        func file(_ name: String, _ text: String) throws -> String {
            let url = folder.appending(path: name)
            try Data(text.utf8).write(to: url)
            return url.path
        }
        let caller = server.deployment.caller
        let common = [
            "--service", "https://localhost:\(server.publicPort)", "--tls-ca",
            try file("load-ca.pem", server.deployment.tlsAuthorityPEM), "--connections", "4", "--json",
        ]
        let identity = [
            "--certificate", try file("load.pem", caller.chainPEM), "--key", try file("load.key", caller.keyPEM),
        ]
        let told = try await Tool.run(
            BuiltProgram.cps, ["load"] + arguments + common + (identified ? identity : []))
        #expect(told.code == 0, "\(told.output)")
        return try JSONDecoder().decode(Report.self, from: Data(told.output.utf8))
    }
}
