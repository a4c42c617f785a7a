import ServiceHarness
import Testing

extension OneDeployment {
    /// Wrong stores: the right answer, nothing stored, and the same answer when there is something stored.
    @Suite struct BadStores {
        @Test("The table is whole") func count() {
            #expect(BadStore.all.count == 74)
        }

        @Test(arguments: BadStore.all)
        func isRefused(_ bad: BadStore) async throws {
            let server = try RunningServer.current()
            let recipient = try Recipient()
            let tokens = try await server.tokens(2)

            let order = StoreOrder(to: recipient, with: tokens[0])
            let refusal = try await server.ask(bad.request(order))
            try expectProblem(refusal, bad.status, bad.problem)
            #expect(try await server.live(for: recipient).isEmpty)

            // Without the one thing that is wrong it is taken, so that thing was the reason.
            #expect(try await server.ask(order.request).status == 201)
            #expect(try await server.live(for: recipient) == [order.sealed])

            let second = try await server.ask(bad.request(StoreOrder(to: recipient, with: tokens[1])))
            #expect(second.shape == refusal.shape)
            #expect(try await server.live(for: recipient) == [order.sealed])
            #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        }
    }
}
