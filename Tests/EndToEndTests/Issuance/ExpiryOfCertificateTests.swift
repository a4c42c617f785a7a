import BlindTokens
import Foundation
import ServiceHarness
import Testing
import ThrowawayPKI

/// A client certificate that expires after the handshake has found it valid.
@Suite(.served(), .timeLimit(.minutes(1)))
struct ExpiryOfCertificate {
    @Test func endsIssuanceOnAKeptConnectionAndOnAResumedSession() async throws {
        let server = try RunningServer.current()
        let key = try server.currentKey(in: try await server.directory())
        let request = RawRequest.tokenRequest(try RunningServer.pendingToken(for: key).request.bytes)
        // Long enough for two handshakes on a machine that runs many tests at once.
        let now = Int64(Date.now.timeIntervalSince1970)
        let caller = try server.deployment.stirAuthority.issueCaller(
            authorising: .nonCritical(try .oneNumber),
            validity: ThrowawayValidity(notBefore: now - 3600, notAfter: now + 15))
        let session = try SessionOfTool(request: request, identity: caller, server: server)
        try await RawConnection.open(to: server.issuanceEndpoint(as: caller)) { connection in
            #expect(try await connection.exchange(request).status == 200)
            #expect(try await session.begin().contains("HTTP/1.1 200"))
            var refusal: RawResponse?
            try await eventually("the certificate has expired") {
                let answer = try await connection.exchange(request)
                if answer.status != 200 { refusal = answer }
                return refusal != nil
            }
            try expectProblem(try #require(refusal), 403, "credential-required")
        }
        let resumed = try await session.resume()
        #expect(resumed.contains("Reused, TLSv1.3"), "\(resumed)")
        #expect(resumed.contains("HTTP/1.1 403"), "\(resumed)")
        #expect(resumed.contains("/problems/credential-required"))
    }
}

/// The openssl tool as a client that keeps its TLS session in a file (RFC 8446 section 2.2).
private struct SessionOfTool {
    private let folder: URL
    private let port: Int

    init(request: RawRequest, identity: ClientIdentity, server: RunningServer) throws {
        folder = server.deployment.folder
        port = server.issuancePort
        var closing = request
        closing.fields.append(("connection", "close"))
        try Data(closing.bytes).write(to: folder.appending(path: "request"))
        try Data(identity.chainPEM.utf8).write(to: folder.appending(path: "client.pem"))
        try Data(identity.keyPEM.utf8).write(to: folder.appending(path: "client.key"))
    }

    /// Sends the request in a new session, and keeps that.
    func begin() async throws -> String { try await run("-sess_out session") }

    /// Sends the request in the session that was kept.
    func resume() async throws -> String { try await run("-sess_in session") }

    private func run(_ option: String) async throws -> String {
        let command = """
            cd "$0" && openssl s_client -connect 127.0.0.1:\(port) -servername localhost -alpn http/1.1 \
            -cert client.pem -key client.key -ign_eof \(option) < request
            """
        return try await Tool.run("sh", ["-c", command, folder.path]).output
    }
}
