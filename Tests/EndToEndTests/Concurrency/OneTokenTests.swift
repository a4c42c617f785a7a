import BlindTokens
import ServiceHarness
import Testing

extension OneDeployment {
    /// Many at once with one token.
    @Suite struct OneToken {
        private static let connections = 32
        private static let stores = 1000

        @Test func aThousandStoresSucceedAsOftenAsItHasUses() async throws {
            let server = try RunningServer.current()
            let token = try await server.token()
            let outcomes = try await withThrowingTaskGroup(of: [(StoreOrder, Int)].self) { group in
                for connection in 0..<Self.connections {
                    group.addTask {
                        try await Self.store(
                            token, stride(from: connection, to: Self.stores, by: Self.connections), at: server)
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(outcomes.count == Self.stores)
            let stored = outcomes.filter { $0.1 == 201 }.map(\.0)
            #expect(stored.count == 8)
            #expect(outcomes.count { $0.1 == 429 } == Self.stores - 8)
            for order in stored {
                #expect(try await server.live(for: order.recipient) == [order.sealed])
            }
        }

        /// Stores for a new index each time, one after the other over one connection.
        private static func store(
            _ token: HeldToken, _ numbers: StrideTo<Int>, at server: RunningServer
        ) async throws -> [(StoreOrder, Int)] {
            try await RawConnection.open(to: server.publicEndpoint) { connection in
                var outcomes: [(StoreOrder, Int)] = []
                for _ in numbers {
                    let order = StoreOrder(to: try Recipient(), with: token)
                    outcomes.append((order, try await connection.exchange(order.request).status))
                }
                return outcomes
            }
        }
    }
}
