package import ServiceHarness
internal import Statistics
internal import Synchronization

/// Whether what is turned away goes by what is stored: many poll at once, each time drawing whether for somebody who is
/// called or for somebody who is not.
package struct ShedPolls: Sendable {
    /// What came of it.
    package struct Outcome: Sendable {
        /// Answered and turned away, where something lives and where nothing does.
        package internal(set) var live = [0, 0]
        package internal(set) var blank = [0, 0]

        /// How likely shares that differ as much are by chance.
        package var pValue: Double { ChiSquareTest(sameRows: [live, blank]).pValue }
    }

    private let server: RunningServer

    /// Polls of a service.
    package init(_ server: RunningServer) {
        self.server = server
    }

    /// Lets clients poll without a pause, while PASSporTs live for one recipient.
    package func run(clients: Int, for duration: Duration, entries: Int, live: Int = 16) async throws -> Outcome {
        let (called, other) = (try Recipient(), try Recipient())
        for token in try await server.tokens((live + 1) / 2) {
            for _ in 0..<2 {
                let status = try await server.ask(StoreOrder(to: called, with: token).request).status
                guard status == 201 else { throw HarnessError.unexpectedStatus(status) }
            }
        }
        let end = ContinuousClock.now.advanced(by: duration)
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<clients {
                group.addTask { [server] in
                    try await RawConnection.open(to: server.publicEndpoint) { connection in
                        var outcome = Outcome()
                        while ContinuousClock.now < end {
                            let isCalled = Bool.random()
                            let index = isCalled ? called.index : other.index
                            let status = try await connection.exchange(.poll(index, entries: entries)).status
                            guard [200, 503].contains(status) else { throw HarnessError.unexpectedStatus(status) }
                            let column = status == 200 ? 0 : 1
                            if isCalled { outcome.live[column] += 1 } else { outcome.blank[column] += 1 }
                        }
                        return outcome
                    }
                }
            }
            return try await group.reduce(into: Outcome()) { sum, part in
                for column in 0..<2 {
                    sum.live[column] += part.live[column]
                    sum.blank[column] += part.blank[column]
                }
            }
        }
    }
}
