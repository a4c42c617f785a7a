import ServiceHarness
import Testing

extension OneDeployment {
    /// What a token is good for.
    @Suite struct Counting {
        @Test func aRepeatIsAnsweredTheSameAndNotCounted() async throws {
            let server = try RunningServer.current()
            let token = try await server.token()
            let order = StoreOrder(to: try Recipient(), with: token)
            let request = order.request
            let first = try await server.ask(request)
            #expect(first.status == 201)
            for _ in 0..<10 {
                let again = try await server.ask(request)
                #expect(again.shape == first.shape)
                #expect(again.only("location") == first.only("location"))
            }
            #expect(try await server.live(for: order.recipient) == [order.sealed])
            // All other uses are still there.
            for _ in 0..<7 {
                #expect(try await server.ask(StoreOrder(to: try Recipient(), with: token).request).status == 201)
            }
            try expectProblem(
                try await server.ask(StoreOrder(to: try Recipient(), with: token).request), 429, "token-used-up")
            // Used up, a repeat is still answered as before.
            #expect(try await server.ask(request).only("location") == first.only("location"))
        }

        @Test func oneIndexTakesTwoStoresOfAToken() async throws {
            let server = try RunningServer.current()
            let tokens = try await server.tokens(2)
            let recipient = try Recipient()
            for _ in 0..<2 {
                #expect(try await server.ask(StoreOrder(to: recipient, with: tokens[0]).request).status == 201)
            }
            let third = StoreOrder(to: recipient, with: tokens[0])
            try expectProblem(try await server.ask(third.request), 429, "token-used-up-for-index")
            #expect(try await server.live(for: recipient).count == 2)
            // Another index, and another token, are not affected.
            #expect(try await server.ask(StoreOrder(to: try Recipient(), with: tokens[0]).request).status == 201)
            #expect(try await server.ask(StoreOrder(to: recipient, with: tokens[1]).request).status == 201)
        }
    }
}
