internal import Synchronization

/// Stores, polls and token requests that go on, a little of each, until they are told to end; and what became of them.
///
/// Some connections are kept for a while and some are new, so that whatever happens to the service meets with both.
package final class SteadyLoad: Sendable {
    /// How many do what at once.
    package struct Plan: Sendable {
        package var storers = 2
        package var pollers = 2
        /// Pollers over HTTP/2.
        package var http2Pollers = 1
        /// Stores with each token.
        package var usesPerToken = 4
        /// Requests before a connection is closed and a new one opened.
        package var requestsPerConnection = 8
        /// What everybody waits after a request.
        package var pause = Duration.milliseconds(20)

        /// The usual.
        package init() {}
    }

    /// What was done, and what went wrong.
    package struct Tally: Sendable {
        package var stores = 0
        package var polls = 0
        package var tokens = 0
        package var connections = 0
        /// At most some of them in words.
        package var failures: [String] = []
        package var failureCount = 0

        /// One line about it.
        package var text: String {
            "\(stores) stores, \(polls) polls, \(tokens) tokens, \(connections) connections, \(failureCount) failures"
        }
    }

    private static let mostTold = 20

    private let server: RunningServer
    private let plan: Plan
    private let state = Mutex(Tally())
    private let isOver = Atomic(false)

    private init(at server: RunningServer, _ plan: Plan) {
        self.server = server
        self.plan = plan
    }

    /// What came of it so far.
    package var tally: Tally { state.withLock { $0 } }

    /// Goes on for as long as something else is done.
    ///
    /// - Returns: what came of it in all.
    package static func beside(
        _ server: RunningServer, _ plan: Plan = Plan(), _ work: (SteadyLoad) async throws -> Void
    ) async throws -> Tally {
        let load = SteadyLoad(at: server, plan)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<plan.storers { group.addTask { await load.goOn("stores") { try await load.storeSome() } } }
            for _ in 0..<plan.pollers { group.addTask { await load.goOn("polls") { try await load.pollSome() } } }
            for _ in 0..<plan.http2Pollers {
                group.addTask { await load.goOn("polls over HTTP/2") { try await load.pollSomeOverHTTP2() } }
            }
            defer { load.isOver.store(true, ordering: .releasing) }
            try await work(load)
        }
        return load.tally
    }

    private var goesOn: Bool { !isOver.load(ordering: .acquiring) && !Task.isCancelled }

    private func goOn(_ what: String, _ round: () async throws -> Void) async {
        while goesOn {
            do {
                try await round()
            } catch {
                state.withLock { tally in
                    tally.failureCount += 1
                    if tally.failures.count < Self.mostTold { tally.failures.append("\(what): \(error)") }
                }
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func storeSome() async throws {
        let tokens = try await server.tokens(2)
        count(\.tokens, tokens.count)
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            count(\.connections)
            for token in tokens {
                for _ in 0..<plan.usesPerToken where goesOn {
                    let order = StoreOrder(to: try Recipient(), with: token)
                    try Self.expect(201, try await connection.exchange(order.request))
                    count(\.stores)
                    try await Task.sleep(for: plan.pause)
                }
            }
        }
    }

    private func pollSome() async throws {
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            count(\.connections)
            for _ in 0..<plan.requestsPerConnection where goesOn {
                try Self.expect(200, try await connection.exchange(.poll(try Recipient().index, entries: 16)))
                count(\.polls)
                try await Task.sleep(for: plan.pause)
            }
        }
    }

    private func pollSomeOverHTTP2() async throws {
        try await HTTP2Client.use(server) { client in
            count(\.connections)
            for _ in 0..<plan.requestsPerConnection where goesOn {
                let answer = try await client.send(.poll(try Recipient().index, entries: 16))
                guard answer.isHTTP2 else { throw HarnessError.malformedAnswer("not HTTP/2") }
                try Self.expect(200, answer.response)
                count(\.polls)
                try await Task.sleep(for: plan.pause)
            }
        }
    }

    private func count(_ what: any WritableKeyPath<Tally, Int> & Sendable, _ number: Int = 1) {
        state.withLock { $0[keyPath: what] += number }
    }

    private static func expect(_ status: Int, _ answer: RawResponse) throws {
        guard answer.status == status else { throw HarnessError.unexpectedStatus(answer.status) }
    }
}
