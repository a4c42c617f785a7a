internal import Foundation
package import ServiceHarness
internal import Statistics
internal import Synchronization

/// Claim 6 for a crowd: many connections ask for the same at once, in turns for a prefix with somebody to call and for
/// one with nobody, as fast as they get answers.
///
/// Answers within a turn wait for one another, so a turn counts as one observation: by the median of its times.
package struct CrowdAttack: Sendable {
    /// Turns of each kind.
    package let turns: Int
    /// Polls in a turn.
    package let polls: Int
    /// Connections.
    package let connections: Int
    private let entries = 64

    /// An attack with so many turns of each kind.
    package init(turns: Int, polls: Int = 192, connections: Int = 48) {
        self.turns = turns
        self.polls = polls
        self.connections = connections
    }

    /// Attacks a service.
    package func run(on server: RunningServer, _ prefix: CrowdedPrefix) async throws -> Evidence {
        let stopwatch = Stopwatch(server.publicEndpoint, connections: connections)
        var medians: (silent: [Double], called: [Double]) = ([], [])
        // The two kinds change places within each pair, so that neither always comes after the other.
        for turn in 0..<2 * turns {
            let isCall = (turn + turn / 2) % 2 == 0
            let request = RawRequest.poll(isCall ? prefix.crowded : prefix.empty, entries: entries)
            let median = try await self.median(of: TimedQuestion(request, isCall: isCall), by: stopwatch)
            if isCall { medians.called.append(median) } else { medians.silent.append(median) }
        }
        let welch = WelchTest(medians.silent, medians.called)
        let means = [medians.silent, medians.called].map { $0.reduce(0, +) / Double($0.count) * 1000 }
        return Evidence([
            Finding(
                .time, "a crowd", "Welch's |t| of the turns' medians, -log10 p", -log10(max(welch.pValue, 1e-300)),
                above: AnswerTimes.probabilityThreshold,
                detail: """
                    \(turns) turns of each kind, \(polls) polls of \(entries) entries on \(connections) connections in each; \
                    mean \(String(format: "%.2f ms without a call, %.2f ms with one", means[0], means[1]))
                    """)
        ])
    }

    private func median(of question: TimedQuestion, by stopwatch: Stopwatch) async throws -> Double {
        let questions = QuestionList(Array(repeating: question, count: polls), shuffledFrom: 0)
        let seconds: Mutex<[Double]> = Mutex([])
        try await stopwatch.time(questions.next) { answer in
            // One that was turned away counts as one that never came.
            seconds.withLock { $0.append(answer.status == 200 ? answer.lastByte : .infinity) }
        }
        let sorted = seconds.withLock { $0.sorted() }
        guard !sorted.isEmpty, sorted[sorted.count / 2] < .infinity else { throw StopwatchError.refused(status: 503) }
        return sorted[sorted.count / 2]
    }
}
