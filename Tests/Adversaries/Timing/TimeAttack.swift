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
        try await compare(
            [.poll(prefix.empty, entries: entries)], with: [.poll(prefix.crowded, entries: entries)],
            as: "\(polls) polls of each kind for \(entries) entries", name, on: server, figure: figure,
            observed: observed)
    }

    /// Attacks lists of links in place of batches.
    package func runOnLists(on server: RunningServer, _ prefix: CrowdedPrefix) async throws -> Evidence {
        try await compare(
            [.links(prefix.empty, entries: entries)], with: [.links(prefix.crowded, entries: entries)],
            as: "\(polls) lists of each kind of \(entries) links", "lists of links", on: server)
    }

    /// Attacks what links lead to: those of PASSporTs as stores name them, those of dummies from the list of somebody
    /// who is not called.
    package func runOnLinks(on server: RunningServer, _ prefix: CrowdedPrefix) async throws -> Evidence {
        let nobody = try Recipient()
        let list = try await server.ask(.links(nobody.index, entries: entries))
        let links = try JSONDecoder().decode([String: [String]].self, from: Data(list.body))["ppts"] ?? []
        return try await compare(
            links.map { .follow($0) }, with: prefix.locations.map { .follow($0) },
            as: "\(polls) links of each kind", "following links", on: server)
    }

    /// Asks both kinds in random order, and compares their times.
    private func compare(
        _ silent: [RawRequest], with called: [RawRequest], as kinds: String, _ name: String, on server: RunningServer,
        figure: String? = nil, observed: @escaping @Sendable (TimedAnswer) -> Void = { _ in }
    ) async throws -> Evidence {
        guard !silent.isEmpty, !called.isEmpty else { throw StopwatchError.notAnAnswer }
        let questions = QuestionList(
            (0..<polls).flatMap { number in
                [
                    TimedQuestion(silent[number % silent.count], isCall: false),
                    TimedQuestion(called[number % called.count], isCall: true),
                ]
            }, shuffledFrom: seed)
        let times = AnswerTimes(expecting: 200)
        try await Stopwatch(server.publicEndpoint, connections: connections).time(questions.next) { answer in
            times.add(answer)
            observed(answer)
        }
        return try times.evidence(name, detail: "\(kinds), \(connections) at a time", figure: figure)
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
