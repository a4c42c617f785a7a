internal import BlindTokens
package import ServiceHarness

/// Claim 6 for stores: whether the time of a store tells if something is already there for the one who is called.
///
/// Every token has been used before, and none twice for one index: what a storer itself did may show in its own times.
package struct StoreTimeAttack: Sendable {
    /// Indexes under which somebody else has stored before; each token stores once for each of them, and as often for
    /// indexes with nothing.
    package let indexes: Int
    /// Tokens.
    package let tokens: Int
    /// How many store at the same time.
    package let connections: Int
    /// What lives under each of the indexes before it begins.
    private let alreadyThere = 4
    private let seed: UInt64

    /// An attack with `indexes` times `tokens` stores of each kind.
    package init(indexes: Int, tokens: Int, connections: Int = 8, seed: UInt64 = 66) {
        self.indexes = indexes
        self.tokens = tokens
        self.connections = connections
        self.seed = seed
    }

    /// What the service must allow beside its defaults.
    package static let flags = ["--token-uses", "1000", "--token-uses-per-index", "1000", "--issuance-quota", "100000"]

    /// Attacks a service that runs with ``flags``.
    package func run(on server: RunningServer) async throws -> Evidence {
        let held = try await server.tokens(tokens + 1)
        let (filler, spent) = (held[0], held.dropFirst())
        let crowded = try (0..<indexes).map { _ in try Recipient() }
        var preparation: [TimedQuestion] = []
        for recipient in crowded {
            for _ in 0..<alreadyThere {
                preparation.append(TimedQuestion(StoreOrder(to: recipient, with: filler).request, isCall: true))
            }
        }
        // The first use of a token costs more, and may.
        for token in spent {
            preparation.append(TimedQuestion(StoreOrder(to: try Recipient(), with: token).request, isCall: false))
        }
        var questions: [TimedQuestion] = []
        for token in spent {
            for recipient in crowded {
                questions.append(TimedQuestion(StoreOrder(to: recipient, with: token).request, isCall: true))
                questions.append(TimedQuestion(StoreOrder(to: try Recipient(), with: token).request, isCall: false))
            }
        }
        let stopwatch = Stopwatch(server.publicEndpoint, connections: connections)
        _ = try await times(of: preparation, by: stopwatch)
        return try await times(of: questions, by: stopwatch).evidence(
            "stores", detail: "\(indexes * tokens) stores of each kind, \(connections) at a time, tokens used before")
    }

    private func times(of questions: [TimedQuestion], by stopwatch: Stopwatch) async throws -> AnswerTimes {
        let list = QuestionList(questions, shuffledFrom: seed)
        let times = AnswerTimes(expecting: 201)
        try await stopwatch.time(list.next, times.add)
        return times
    }
}
