import BlindTokens
import Foundation
import STIR
import ServiceHarness
import Testing

/// What a service says at its most talkative, after it has been asked everything.
@Suite(.served("--log-level", "trace", "--passport-lifetime", "1", "--issuance-quota", "20"), .timeLimit(.minutes(1)))
struct Logs {
    @Test func holdNothingThatNamesAnyone() async throws {
        let server = try RunningServer.current()
        var planted: [String] = [TNAuthorizationList.testNumber]
        let token = try await server.token()
        planted += Self.spellings(token)
        for bad in BadStore.all where bad.status != 413 {
            let order = StoreOrder(to: try Recipient(), with: token)
            planted += [order.index, String(order.index.prefix(16)), order.index.uppercased()]
            planted.append(try await Self.exchange([bad.request(order), order.request], at: server))
        }
        let recipient = try Recipient()
        planted += [recipient.index, String(recipient.index.prefix(16))]
        let requests =
            BadRetrieval.all.map { $0.request(about: recipient.index) } + [
                .poll(recipient.index, entries: 1), .poll(String(recipient.index.prefix(16)), entries: 1),
                .links(recipient.index, entries: 4),
                RawRequest("GET", "/cps/\(recipient.index)/nothing"),
                RawRequest("DELETE", "/cps/\(recipient.index)/ppts"),
            ]
        planted.append(try await Self.exchange(requests, at: server))
        planted.append(
            try await Self.break(
                "GET /cps/\(recipient.index)/ppts HTTP/1.1\r\nhost localhost\r\n\r\n", at: server.publicEndpoint))
        for bad in BadCertificate.all {
            planted.append(
                try await Self.break(
                    "GET / HTTP/1.1\r\n\r\n", at: server.issuanceEndpoint(as: try bad.identity(server.deployment))))
        }
        try await HTTP2Client.use(server) { client in _ = try await client.send(.poll(recipient.index, entries: 1)) }
        #expect(await server.stop() == 0)

        let said = server.process.output
        #expect(planted.count > 200)
        for secret in planted {
            #expect(!secret.isEmpty && !Self.holds(said, secret), "the output holds \(secret)")
        }
        #expect(!said.contains("127.0.0.1:"))
        // It did say something, and the search can find what is there.
        #expect(said.contains("a client certificate was refused"))
        #expect(Self.holds(said, "\(server.publicPort)"))
    }

    /// Whether `text` has `secret` as a word: a port's digits may stand within another number.
    private static func holds(_ text: String, _ secret: String) -> Bool {
        text.ranges(of: secret).contains { range in
            let before = range.lowerBound == text.startIndex ? " " : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? " " : text[range.upperBound]
            return secret.count > 5 || !(before.isNumber || after.isNumber)
        }
    }

    /// A token, its parts and its holder, in the spellings a log might use.
    private static func spellings(_ token: HeldToken) -> [String] {
        [token.token.bytes, token.token.nonce, token.token.authenticator].flatMap { bytes in
            let base64 = String(Data(bytes).base64EncodedString().prefix(24))
            let base64URL = base64.replacing("+", with: "-").replacing("/", with: "_")
            let hex = bytes.prefix(12).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
            return [base64, base64URL, hex, hex.uppercased()]
        }
    }

    /// Sends requests over one connection as far as it goes.
    ///
    /// - Returns: the client's port.
    private static func exchange(_ requests: [RawRequest], at server: RunningServer) async throws -> String {
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            for request in requests { _ = try await connection.exchange(request) }
            return "\(connection.localPort)"
        }
    }

    /// Sends bytes that are refused.
    ///
    /// - Returns: the client's port.
    private static func `break`(_ text: String, at endpoint: Endpoint) async throws -> String {
        try await RawConnection.open(to: endpoint) { connection in
            connection.send(Array(text.utf8))
            _ = await connection.everything()
            return "\(connection.localPort)"
        }
    }
}
