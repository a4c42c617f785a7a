internal import BlindTokens
internal import Foundation
package import ServiceHarness

/// Whoever gets tokens from a service: the real program, or a client that believes everything.
package protocol TokenTaker: Sendable {
    /// Tries to get tokens with the deployment's own certificate.
    func take(_ count: Int, from server: RunningServer) async throws -> TokensTaken
}

/// What came of it.
package struct TokensTaken: Sendable {
    /// Tokens that the client now holds.
    package let count: Int
    /// What the client said.
    package let words: String

    /// As given.
    package init(count: Int, words: String) {
        self.count = count
        self.words = words
    }
}

/// The program `cps`.
package struct RealTokenTaker: TokenTaker {
    /// The one there is.
    package init() {}

    package func take(_ count: Int, from server: RunningServer) async throws -> TokensTaken {
        let client = try ClientProgram(in: server.deployment.folder)
        let ending = try await client.getTokens(
            count, as: server.deployment.caller, from: "https://localhost:\(server.publicPort)",
            trusting: server.deployment.tlsAuthorityPEM)
        let held = try? FileManager.default.subpathsOfDirectory(atPath: client.path("wallet"))
        return TokensTaken(
            count: held?.count { $0.hasSuffix(".token") } ?? 0, words: "exit code \(ending.code): \(ending.output)")
    }
}

/// Claim 8, the client's side: an issuer that signs for one client with a key that nobody else has knows that
/// client's tokens again. The client must notice before it asks for any.
package struct TaggingAttack: Sendable {
    private static let count = 2

    /// The flags that both services run with: the client finds the issuer under the service's name.
    package static let flags = ["--name", "localhost"]

    /// An attack.
    package init() {}

    /// Lets a client get tokens where all have one key, which must work, and where it gets one of its own.
    package func run(
        client: any TokenTaker = RealTokenTaker(), honest: RunningServer, tagging: RunningServer
    ) async throws -> Evidence {
        let control = try await client.take(Self.count, from: honest)
        let tagged = try await client.take(Self.count, from: tagging)
        // Without the control a client that never gets any token would look careful.
        let value = control.count == Self.count ? Double(tagged.count) : .nan
        return Evidence([
            Finding(
                .blind, "a key of one's own", "tokens taken under it", value, above: 0,
                detail: "\(control.count) of \(Self.count) taken from an honest issuer; \(tagged.words)")
        ])
    }
}
