import ServiceHarness
import Testing

extension OneDeployment {
    /// Bytes that are no HTTP: the connection ends, and the service goes on.
    @Suite struct BrokenHTTP {
        private static let store =
            "POST /cps/\(String(repeating: "0a", count: 32))/ppts HTTP/1.1\r\nhost: localhost\r\n"

        @Test(arguments: [
            "\0\0\0\0\0\0\0\0\r\n\r\n",
            "GET\r\n\r\n",
            "GET /health HTTP/7.3\r\nhost: localhost\r\n\r\n",
            "FROB /health HTTP/1.1\r\nhost: localhost\r\n\r\n",
            "GET /health HTTP/1.1\r\nhost localhost\r\n\r\n",
            "GET /health HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\n\r\n",
            "GET /health HTTP/1.1\r\nhost: localhost\r\nx: \(String(repeating: "a", count: 100_000))\r\n\r\n",
            "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nhost: localhost\r\n\r\n",
            "GET /health HTTP/1.1\r\n" + (0..<200).map { "x\($0): y\r\n" }.joined() + "\r\n",
            store + "content-length: 2080\r\ncontent-length: 2081\r\n\r\n",
            store + "content-length: -1\r\n\r\n",
            store + "content-length: 99999999999999999999\r\n\r\n",
            store + "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\nab",
            store + "transfer-encoding: chunked\r\n\r\nZZ\r\n",
            store + "transfer-encoding: gzip\r\n\r\nab",
        ])
        func endsTheConnection(_ bytes: String) async throws {
            let server = try RunningServer.current()
            let answer = try await RawConnection.open(to: server.publicEndpoint) { connection in
                connection.send(Array(bytes.utf8))
                return await connection.everything()
            }
            // Nothing, or a refusal: never a success.
            #expect(answer.isEmpty || answer.starts(with: Array("HTTP/1.1 4".utf8)))
            #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        }

        @Test func aBodyThatNeverEndsIsNotStored() async throws {
            let server = try RunningServer.current()
            let order = StoreOrder(to: try Recipient(), with: try await server.token())
            try await RawConnection.open(to: server.publicEndpoint) { connection in
                connection.send(Array(order.request.bytes.dropLast()))
            }
            #expect(try await server.live(for: order.recipient).isEmpty)
            #expect(try await server.ask(order.request).status == 201)
        }

        @Test func noTLSAtAll() async throws {
            let server = try RunningServer.current()
            for port in [server.publicPort, server.issuancePort] {
                #expect(
                    try await PlainConnection.answer(to: "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n", port: port)
                        .count < 20)
            }
            #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        }
    }
}
