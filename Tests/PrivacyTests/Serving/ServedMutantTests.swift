import Mutants
import ServiceHarness
import Testing

@Suite(.serialized, .takingTurns) struct ServedMutantTests {
    @Test func servesLikeTheServiceItself() async throws {
        try await Deployment.running([], .mutant("unharmed")) { server in
            let called = try Recipient()
            let order = StoreOrder(to: called, with: try await server.token())
            #expect(try await server.ask(order.request).status == 201)
            #expect(try await server.live(for: called) == [order.sealed])
        }
    }

    @Test func isBrokenOverTheWire() async throws {
        try await Deployment.running([], .mutant("not-found-when-empty")) { server in
            let called = try Recipient()
            #expect(try await server.poll(called.index, entries: 16).status == 404)
            let order = StoreOrder(to: called, with: try await server.token())
            #expect(try await server.ask(order.request).status == 201)
            #expect(try await server.live(for: called) == [order.sealed])
        }
    }

    @Test func namesAreUnique() {
        #expect(Set(Mutant.all.map(\.name)).count == Mutant.all.count)
    }
}
