internal import Foundation
internal import Sealing
package import ServiceHarness
internal import Statistics
internal import Synchronization

/// Claim 6 for what is left out: somebody who has a PASSporT of their own stored elsewhere polls for it while a crowd
/// keeps the service busy, in turns with polls of a prefix with somebody to call and of one with nobody.
///
/// A busy service answers with dummies what it cannot encrypt in time. If that happened more often where the crowd is
/// given much to encrypt, the share of polls that find their own would tell. A turn counts as one observation.
package struct OmissionAttack: Sendable {
    /// Turns of each kind.
    package let turns: Int
    /// Polls of the crowd in a turn.
    package let polls: Int
    /// Connections of the crowd.
    package let connections: Int
    private let crowdEntries = 64
    private let ownEntries = 16

    /// An attack with so many turns of each kind.
    package init(turns: Int, polls: Int = 192, connections: Int = 48) {
        self.turns = turns
        self.polls = polls
        self.connections = connections
    }

    /// Attacks a service.
    package func run(on server: RunningServer, _ prefix: CrowdedPrefix) async throws -> Evidence {
        var own = try Recipient()
        while [prefix.empty, prefix.crowded].contains(where: { own.index.hasPrefix($0) }) { own = try Recipient() }
        guard try await server.ask(StoreOrder(to: own, with: server.token()).request).status == 201 else {
            throw HarnessError.unexpectedStatus(0)
        }
        var shares: (silent: [Double], called: [Double]) = ([], [])
        // The two kinds change places within each pair, so that neither always comes after the other.
        for turn in 0..<2 * turns {
            let isCall = (turn + turn / 2) % 2 == 0
            let share = try await self.share(
                found: own, on: server, while: isCall ? prefix.crowded : prefix.empty)
            if isCall { shares.called.append(share) } else { shares.silent.append(share) }
        }
        let welch = WelchTest(shares.silent, shares.called)
        let means = [shares.silent, shares.called].map { $0.reduce(0, +) / Double($0.count) }
        return Evidence([
            Finding(
                .time, "what is left out", "Welch's |t| of the turns' shares, -log10 p",
                -log10(max(welch.pValue, 1e-300)), above: AnswerTimes.probabilityThreshold,
                detail: """
                    \(turns) turns of each kind, \(polls) polls of \(crowdEntries) entries on \(connections) connections \
                    in each; own PASSporT found in \(String(format: "%.4f of the polls without a call, %.4f with one", means[0], means[1]))
                    """)
        ])
    }

    /// The share of polls that find what is there, while a crowd asks for a prefix.
    private func share(found own: Recipient, on server: RunningServer, while prefix: String) async throws -> Double {
        let crowd = QuestionList(
            Array(
                repeating: TimedQuestion(RawRequest.poll(prefix, entries: crowdEntries), isCall: false), count: polls),
            shuffledFrom: 0)
        let isOver = Mutex(false)
        let question = TimedQuestion(
            RawRequest.poll(String(own.index.prefix(prefix.count)), entries: ownEntries), isCall: true)
        let bodies: Mutex<[[UInt8]]> = Mutex([])
        async let looking: Void = Stopwatch(server.publicEndpoint, connections: 4).time(
            { isOver.withLock { $0 } ? nil : question }, { answer in bodies.withLock { $0.append(answer.body) } })
        do {
            try await Stopwatch(server.publicEndpoint, connections: connections).time(crowd.next) { _ in }
            isOver.withLock { $0 = true }
            try await looking
        } catch {
            isOver.withLock { $0 = true }
            try? await looking
            throw error
        }
        let opener = BatchOpener(key: own.key, size: .standard)
        let answers = bodies.withLock { $0 }
        let found = try answers.filter { try !opener.open($0, entries: ownEntries).isEmpty }
        return Double(found.count) / Double(max(1, answers.count))
    }
}
