import Foundation
import ServiceHarness
import Testing

/// A configuration file that is changed while the service runs: taken whole, or not at all.
@Suite(.inTurn, .timeLimit(.minutes(1)))
struct ConfigurationReload {
    @Test func whatMayChangeChangesAndWhatIsWrongChangesNothing() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "cpsd-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        func configure(_ text: String) throws { try Data(text.utf8).write(to: file, options: .atomic) }
        try configure(#"{"issuance": {"quota": 1}, "log": {"level": "error"}}"#)
        try await Deployment.running(Deployment.patient + ["--config", file.path]) { server in
            func reload(_ text: String, saying words: String...) async throws {
                try configure(text)
                try server.process.signal(SIGHUP)
                for words in words {
                    try await eventually("\(words) is said") { server.process.output.contains(words) }
                }
            }
            func mayHaveAnother() async throws -> Bool { (try? await server.token()) != nil }

            #expect(try await mayHaveAnother())
            #expect(try await !mayHaveAnother())
            // Also what the level was too high for until now.
            try await reload(
                #"{"issuance": {"quota": 2}, "log": {"level": "notice"}}"#,
                saying: "issuance.quota; log.level", "the configuration was reloaded")
            #expect(try await mayHaveAnother())
            #expect(try await !mayHaveAnother())

            // Every fault at once, and the good part is not taken either.
            try await reload(
                #"{"issuance": {"quota": 0}, "keys": {"quota": 9}, "log": {"level": "loud"}, "nonsense": 1}"#,
                saying: "issuance.quota: is 0, but has to be 1 to 1000000000",
                "log.level: is 'loud', but has to be one of", "nonsense: is no setting")
            try await reload("{", saying: "is not a whole JSON object")
            try await reload(
                #"{"issuance": {"quota": 100}, "token": {"uses": 9}, "passport": {"lifetime": 30}}"#,
                saying:
                    "passport.lifetime, token.uses: cannot change while the service runs; set them back, or restart"
            )
            #expect(try await !mayHaveAnother())
            try await reload(
                #"{"issuance": {"quota": 3}, "log": {"level": "notice"}}"#,
                saying: "reason=issuance.quota")
            #expect(try await mayHaveAnother())
            #expect(try await !mayHaveAnother())
            try await reload(
                #"{"issuance": {"quota": 3}, "log": {"level": "notice"}}"#, saying: "nothing had changed")
            #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        }
    }
}
