internal import Figures
internal import LoadGeneration

/// Polls that find nothing: how many, how fast under less than that, and with how many entries.
enum PollPath {
    static func measured() async throws -> Measured {
        let (turns, latency) = try await RequestPair.running { pair in
            var order = LoadOrder(.polls, RequestTurns.closed(turn))
            order.prefixDigits = 3
            let work = try await pair.work(for: order)
            let turns = try await RequestTurns.measure {
                try await pair.service(work, order.load)
            } against: {
                try await pair.bare(work, order.load)
            }
            let sustained = Comparison.median(turns.service.map(\.perSecond))
            return (turns, try await LatencyCurve.measured(pair, work, upTo: sustained))
        }
        let entries = try await EntriesCurve.measured()
        return Measured(
            "polls over TLS, HTTP/1.1, 16 entries, nothing live",
            against: "\(RequestTurns.library) that returns as many ready bytes", .atLeast(0.75),
            ratio: turns.ratio { $0.perSecond / $1.perSecond },
            details: turns.details + latency.details + entries.details, figures: latency.figures + [entries.figure])
    }

    private static let turn = Duration.seconds(3)
}
