import AsyncHTTPClient
import NIOCore
import NIOSSL
import ServiceHarness
import Testing

extension OneDeployment {
    /// What the listeners speak.
    @Suite struct TLS {
        @Test func onlyTheIssuanceListenerAsksForACertificate() async throws {
            let server = try RunningServer.current()
            let onPublic = try await Self.handshake(port: server.publicPort, "-tls1_3")
            #expect(onPublic.contains("EncryptedExtensions"))
            #expect(!onPublic.contains("CertificateRequest"))
            let onIssuance = try await Self.handshake(port: server.issuancePort, "-tls1_3")
            #expect(onIssuance.contains("CertificateRequest"))
        }

        @Test func version12IsRefusedOnBoth() async throws {
            let server = try RunningServer.current()
            for endpoint in [server.publicEndpoint, server.issuanceEndpoint(as: server.deployment.caller)] {
                for (newest, isSpoken) in [(TLSVersion.tlsv12, false), (.tlsv13, true)] {
                    var endpoint = endpoint
                    endpoint.oldestVersion = .tlsv12
                    endpoint.newestVersion = newest
                    let answer = try await RawConnection.open(to: endpoint) { connection in
                        connection.send(
                            RawRequest("GET", "/.well-known/private-token-issuer-directory").with("host", "a").bytes)
                        return isSpoken ? try await connection.answer().status : await connection.everything().count
                    }
                    #expect(answer == (isSpoken ? 200 : 0))
                }
                let refusal = try await Self.handshake(port: endpoint.port, "-tls1_2")
                #expect(refusal.contains("alert protocol version"))
            }
        }

        @Test func thePublicListenerSpeaksHTTP2() async throws {
            let server = try RunningServer.current()
            let order = StoreOrder(to: try Recipient(), with: try await server.token())
            try await HTTP2Client.use(server) { client in
                let stored = try await client.send(order.request)
                #expect(stored.status == 201)
                #expect(stored.isHTTP2)
                let batch = try await client.send(.poll(order.index, entries: 4))
                #expect(try order.recipient.open(batch.response, entries: 4) == [order.sealed])
                let other = try await client.send(.poll(try Recipient().index, entries: 4))
                #expect(other.response.shape == batch.response.shape)
                let refused = try await client.send(order.request.with("content-type", "text/plain"))
                try expectProblem(refused.response, 415, "wrong-media-type")
                var long = order
                long.body.append(0)
                try expectProblem(try await client.send(long.request).response, 413, "wrong-size")
                try expectProblem(try await client.send(RawRequest("GET", "/nowhere")).response, 404, "not-found")
            }
        }

        /// The messages of a handshake as the openssl tool shows them.
        private static func handshake(port: Int, _ version: String) async throws -> String {
            try await Tool.run(
                "openssl", ["s_client", "-connect", "127.0.0.1:\(port)", "-servername", "localhost", "-msg", version]
            ).output
        }
    }
}
