import ServiceHarness
import Testing

extension OneDeployment {
    /// Wrong retrievals: the right answer, whatever is stored under the index.
    @Suite struct BadRetrievals {
        @Test("The table is whole") func count() {
            #expect(BadRetrieval.all.count == 27)
        }

        @Test func areRefusedWithNothingLiveAndWithSomething() async throws {
            let server = try RunningServer.current()
            let (empty, full) = (try Recipient(), try Recipient())
            let order = StoreOrder(to: full, with: try await server.token())
            #expect(try await server.ask(order.request).status == 201)
            for bad in BadRetrieval.all {
                let without = try await server.ask(bad.request(about: empty.index))
                try expectProblem(without, bad.status, bad.problem)
                let with = try await server.ask(bad.request(about: full.index))
                #expect(with.shape == without.shape, "\(bad.name)")
                #expect(with.body == without.body, "\(bad.name)")
            }
            #expect(try await server.live(for: full) == [order.sealed])
        }

        @Test func entriesMayBeAbsent() async throws {
            let server = try RunningServer.current()
            let recipient = try Recipient()
            let answer = try await server.ask(.follow("/cps/\(recipient.index)/ppts"))
            #expect(try recipient.open(answer, entries: 16).isEmpty)
        }
    }
}
