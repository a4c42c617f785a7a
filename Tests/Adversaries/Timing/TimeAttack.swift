internal import Foundation
internal import SeededRandomness
package import ServiceHarness
internal import Synchronization

/// Claim 6: polls of a prefix with somebody to call and of one with nobody, in random order, and their times compared.
package struct TimeAttack: Sendable {
    /// Polls of each kind.
    package let polls: Int
    /// Entries that each asks for.
    package let entries: Int
    /// How many ask at the same time.
    package let connections: Int
    private let seed: UInt64

    /// An attack with so many polls of each kind.
    package init(polls: Int, entries: Int = 16, connections: Int = 8, seed: UInt64 = 6) {
        self.polls = polls
        self.entries = entries
        self.connections = connections
        self.seed = seed
    }

    /// Attacks a service.
    ///
    /// - Parameters:
    ///   - name: what the attack is called: "polls, one at a time".
    ///   - figure: the name of a figure of both distributions, where one is wanted.
    ///   - observed: sees every answer.
    package func run(
        _ name: String, on server: RunningServer, _ prefix: CrowdedPrefix, figure: String? = nil,
        observed: @escaping @Sendable (TimedAnswer) -> Void = { _ in }
    ) async throws -> Evidence {
        let silence = TimedQuestion(.poll(prefix.empty, entries: entries), isCall: false)
        let call = TimedQuestion(.poll(prefix.crowded, entries: entries), isCall: true)
        let questions = QuestionList(
            Array(repeating: silence, count: polls) + Array(repeating: call, count: polls), shuffledFrom: seed)
        let times = AnswerTimes(expecting: 200)
        try await Stopwatch(server.publicEndpoint, connections: connections).time(questions.next) { answer in
            times.add(answer)
            observed(answer)
        }
        return try times.evidence(
            name, detail: "\(polls) polls of each kind for \(entries) entries, \(connections) at a time", figure: figure
        )
    }
}

/// Questions, each given out once.
final class QuestionList: Sendable {
    private let questions: [TimedQuestion]
    private let given = Mutex(0)

    /// The questions in an order that the seed decides.
    init(_ questions: [TimedQuestion], shuffledFrom seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        self.questions = questions.shuffled(using: &chance)
    }

    /// The next one.
    func next() -> TimedQuestion? {
        let place = given.withLock { given in
            defer { given += 1 }
            return given
        }
        return place < questions.count ? questions[place] : nil
    }
}
