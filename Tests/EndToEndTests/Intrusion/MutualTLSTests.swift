import BlindTokens
import Foundation
import NIOSSL
import ServiceHarness
import Testing
import ThrowawayPKI

/// Ways around the client's certificate, each against the service as it runs.
@Suite(.served("--issuance-quota", "1000"), .timeLimit(.minutes(2)))
struct MutualTLS {
    private static let directory = RawRequest("GET", "/.well-known/private-token-issuer-directory")

    /// The certificate is a good one; only its holder can sign the handshake.
    @Test(arguments: ProofOfPossession.Kind.allCases)
    func aGoodCertificateIsWorthNothingWithoutItsKey(_ kind: ProofOfPossession.Kind) async throws {
        let server = try RunningServer.current()
        let caller = server.deployment.caller
        var endpoint = server.issuanceEndpoint(as: caller)
        endpoint.signer = NIOSSLPrivateKey(customPrivateKey: ProofOfPossession(kind, of: caller.keyPEM))
        let answer = try await RawConnection.open(to: endpoint) { connection in
            connection.send(Self.directory.with("connection", "close").bytes)
            return String(decoding: await connection.everything(), as: UTF8.self)
        }
        #expect(answer.hasPrefix("HTTP/1.1 200") == (kind == .right), "\(answer.prefix(80))")
        #expect(answer.isEmpty == (kind != .right))
    }

    /// Whatever else a client says or offers.
    @Test(arguments: [
        "-servername localhost", "-servername cps.example.com", "-servername other.example", "-noservername",
        "-servername localhost -enable_pha", "-servername localhost -alpn h2", "-servername localhost -alpn http/1.1",
        "-servername localhost -groups P-256", "-servername localhost -no_ticket -no_middlebox",
        "-servername localhost -legacy_renegotiation -tls1_3",
    ])
    func withoutACertificateThereIsNoAnswer(_ options: String) async throws {
        let server = try RunningServer.current()
        let client = try OpenSSLClient(in: server.deployment, identities: ["caller": server.deployment.caller])
        let refused = try await client.send(Self.directory, port: server.issuancePort, options)
        #expect(!refused.contains("HTTP/1.1 "), "\(refused)")
        #expect(refused.contains("alert"), "\(refused)")
        // The certificate is all that is missing, but for a client that insists on HTTP/2.
        let options = options.replacing("-alpn h2", with: "")
        let taken = try await client.send(
            Self.directory, port: server.issuancePort, options + " -cert caller.pem -key caller.key")
        #expect(taken.contains("HTTP/1.1 200"), "\(taken)")
    }

    /// TLS 1.2 could renegotiate, and with it what is older; none of them is spoken, with a certificate or without.
    @Test(arguments: ["-tls1", "-tls1_1", "-tls1_2"])
    func olderVersionsAreRefusedOnBothListeners(_ version: String) async throws {
        let server = try RunningServer.current()
        let client = try OpenSSLClient(in: server.deployment, identities: ["caller": server.deployment.caller])
        for port in [server.publicPort, server.issuancePort] {
            let refused = try await client.send(
                Self.directory, port: port,
                "-servername localhost \(version) -cipher ALL:@SECLEVEL=0 -cert caller.pem -key caller.key")
            #expect(refused.contains("alert protocol version"), "\(refused)")
            #expect(!refused.contains("HTTP/1.1 "))
        }
    }

    @Test func thePublicListenerIssuesNothing() async throws {
        let server = try RunningServer.current()
        let key = try server.currentKey(in: try await server.directory())
        let request = RawRequest.tokenRequest(try RunningServer.pendingToken(for: key).request.bytes)
        try expectProblem(try await server.ask(request), 404, "not-found")
        // A certificate changes nothing there, since nobody asks for one; nor does what a proxy might say of one.
        let client = try OpenSSLClient(in: server.deployment, identities: ["caller": server.deployment.caller])
        var proxied = request
        proxied.fields += [
            ("x-ssl-client-verify", "SUCCESS"), ("x-forwarded-client-cert", "By=a;Hash=b"), ("client-cert", ":AA==:"),
        ]
        for request in [request, proxied] {
            let answer = try await client.send(
                request, port: server.publicPort, "-servername localhost -cert caller.pem -key caller.key")
            #expect(answer.contains("HTTP/1.1 404"), "\(answer)")
        }
        try await HTTP2Client.use(server) { client in
            let answer = try await client.send(request)
            #expect(answer.isHTTP2)
            try expectProblem(answer.response, 404, "not-found")
        }
    }
}
