import ServiceHarness
import Testing

/// Clients that connect and say nothing, or stop half-way through what they have to say.
@Suite(.timeLimit(.minutes(1)))
struct Silence {
    /// The beginning of a ClientHello: a record of 512 bytes (RFC 8446 section 5.1), of which four have come.
    private static let halfHandshake = "\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\u{00}\u{01}\u{fc}"

    @Suite(.served("--limits-idle", "1", "--limits-connections", "8"))
    struct WhileServing {
        @Test(arguments: ["", halfHandshake])
        func isClosed(_ text: String) async throws {
            let server = try RunningServer.current()
            for port in [server.publicPort, server.issuancePort] {
                // Waits for the other side to close, for ever if need be: the suite's time limit is what fails.
                let answer = try await PlainConnection.answer(to: text, port: port)
                #expect(answer.isEmpty)
            }
        }

        @Test func ofHTTP2BeforeItsPrefaceIsClosed() async throws {
            let server = try RunningServer.current()
            var endpoint = server.publicEndpoint
            endpoint.applicationProtocols = ["h2"]
            _ = try await RawConnection.open(to: endpoint) { await $0.everything() }
            #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        }

        @Test func onEveryConnectionShutsNobodyOutForGood() async throws {
            let server = try RunningServer.current()
            try await PlainConnection.holding(8, saying: "", port: server.publicPort) {
                let status = try await server.ask(RawRequest("GET", "/health")).status
                #expect(status == 200)
            }
        }
    }

    @Suite(.served("--limits-idle", "3600", "--limits-stop", "2"))
    struct WhileStopping {
        @Test func doesNotKeepTheServiceFromEnding() async throws {
            let server = try RunningServer.current()
            var http2 = server.publicEndpoint
            http2.applicationProtocols = ["h2"]
            try await RawConnection.open(to: http2) { _ in
                try await PlainConnection.holding(2, saying: "", port: server.publicPort) {
                    try await PlainConnection.holding(2, saying: halfHandshake, port: server.issuancePort) {
                        // Connections are taken in their order: these answers show that the silent ones were taken.
                        _ = try await server.ask(RawRequest("GET", "/health"))
                        _ = try await server.token()
                        let told = ContinuousClock.now
                        #expect(await server.stop() == 0, "\(server.process.output)")
                        #expect(told.duration(to: .now) < .seconds(4))
                    }
                }
            }
        }
    }
}
