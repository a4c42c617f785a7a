import BlindTokens
import Foundation
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// Sessions that are resumed (RFC 8446 section 2.2): no certificate is shown again, so they must be worth what the first
/// handshake was worth, and no more.
@Suite(.timeLimit(.minutes(15)))
struct Sessions {
    private static let options = "-servername localhost -alpn http/1.1"
    private static let credentials = options + " -cert caller.pem -key caller.key"
    private static let directory = RawRequest("GET", "/.well-known/private-token-issuer-directory")

    @Suite(.served("--issuance-quota", "3"))
    struct OfOneService {
        @Test func oneOfThePublicListenerIsNoneOnTheOther() async throws {
            let server = try RunningServer.current()
            let client = try OpenSSLClient(in: server.deployment)
            let begun = try await client.send(directory, port: server.publicPort, options + " -sess_out public")
            #expect(begun.contains("HTTP/1.1 200"), "\(begun)")
            let again = try await client.send(directory, port: server.publicPort, options + " -sess_in public")
            #expect(again.contains("Reused, TLSv1.3"), "\(again)")
            let other = try await client.send(directory, port: server.issuancePort, options + " -sess_in public")
            #expect(other.contains("New, TLSv1.3") && !other.contains("HTTP/1.1 "), "\(other)")
        }

        /// Whoever resumes has the secrets of the client that began, and is that client: also for the quota, and also
        /// where another certificate is at hand.
        @Test func oneThatIsResumedIsTheCredentialThatBeganIt() async throws {
            let server = try RunningServer.current()
            let other = try server.deployment.stirAuthority.issueCaller(
                authorising: .nonCritical(try .oneNumber), validity: .days(1))
            let client = try OpenSSLClient(
                in: server.deployment, identities: ["caller": server.deployment.caller, "other": other])
            let key = try server.currentKey(in: try await server.directory())
            func ask(_ options: String) async throws -> String {
                let request = RawRequest.tokenRequest(try RunningServer.pendingToken(for: key).request.bytes)
                return try await client.send(request, port: server.issuancePort, options)
            }
            #expect(try await ask(credentials + " -sess_out begun").contains("HTTP/1.1 200"))
            let second = try await ask(options + " -sess_in begun")
            #expect(second.contains("Reused, TLSv1.3") && second.contains("HTTP/1.1 200"), "\(second)")
            let third = try await ask(options + " -sess_in begun -cert other.pem -key other.key")
            #expect(third.contains("Reused, TLSv1.3") && third.contains("HTTP/1.1 200"), "\(third)")
            // Those were the three of the credential that began.
            for used in [" -sess_in begun", " -sess_in begun -cert other.pem -key other.key"] {
                let refused = try await ask(options + used)
                #expect(refused.contains("Reused, TLSv1.3") && refused.contains("HTTP/1.1 429"), "\(refused)")
            }
            #expect(try await ask(credentials).contains("HTTP/1.1 429"))
            #expect(try await ask(options + " -cert other.pem -key other.key").contains("HTTP/1.1 200"))
        }

        /// Early data (RFC 8446 section 2.3) could be replayed; no ticket allows any.
        @Test func noneTakesEarlyData() async throws {
            let server = try RunningServer.current()
            let client = try OpenSSLClient(in: server.deployment, identities: ["caller": server.deployment.caller])
            for (port, options) in [(server.publicPort, options), (server.issuancePort, credentials)] {
                let begun = try await client.send(directory, port: port, options + " -sess_out early")
                #expect(begun.contains("HTTP/1.1 200") && begun.contains("Max Early Data: 0"), "\(begun)")
                let resumed = try await client.send(
                    directory, port: port, options + " -sess_in early -early_data caller.pem")
                #expect(resumed.contains("Early data was not sent"), "\(resumed)")
            }
        }
    }

    @Test func noneOutlivesTheService() async throws {
        try await Turn.shared.with {
            let deployment = try Deployment(Deployment.patient)
            defer { deployment.remove() }
            let client = try OpenSSLClient(in: deployment, identities: ["caller": deployment.caller])
            for isFirst in [true, false] {
                let server = try await deployment.start()
                let port = server.issuancePort
                if isFirst {
                    let begun = try await client.send(Self.directory, port: port, Self.credentials + " -sess_out kept")
                    #expect(begun.contains("HTTP/1.1 200"), "\(begun)")
                } else {
                    let resumed = try await client.send(Self.directory, port: port, Self.options + " -sess_in kept")
                    #expect(resumed.contains("New, TLSv1.3") && !resumed.contains("HTTP/1.1 "), "\(resumed)")
                }
                #expect(await server.stop() == 0)
            }
        }
    }
}
