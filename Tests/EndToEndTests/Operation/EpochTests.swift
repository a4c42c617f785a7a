import BlindTokens
import ServiceHarness
import Testing

/// K_cps changes with the epoch.
@Suite(.served("--epoch-length", "3", "--epoch-grace", "10", "--token-uses", "3"), .timeLimit(.minutes(1)))
struct Epochs {
    @Test func tokensLiveThroughGraceAndNoLonger() async throws {
        let server = try RunningServer.current()
        let token = try await server.token()
        let old = token.token.tokenKeyID
        let order = StoreOrder(to: try Recipient(), with: token)
        #expect(try await server.ask(order.request).status == 201)

        try await eventually("the directory shows another key") {
            try server.currentKey(in: try await server.directory()).tokenKeyID != old
        }
        // The previous epoch's token still works, and is still counted.
        #expect(try await server.ask(StoreOrder(to: try Recipient(), with: token).request).status == 201)
        #expect(try await server.token().token.tokenKeyID != old)

        // A repeat is not counted, so it can be sent until the key is retired.
        var refusal: RawResponse?
        try await eventually("the key is retired") {
            let answer = try await server.ask(order.request)
            if answer.status != 201 { refusal = answer }
            return refusal != nil
        }
        try expectProblem(try #require(refusal), 401, "token-refused")
        let fresh = StoreOrder(to: try Recipient(), with: token)
        try expectProblem(try await server.ask(fresh.request), 401, "token-refused")
        #expect(try await server.live(for: fresh.recipient).isEmpty)
        // What was stored with it stays for its lifetime.
        #expect(try await server.live(for: order.recipient) == [order.sealed])
    }
}
