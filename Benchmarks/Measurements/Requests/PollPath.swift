internal import Figures
internal import LoadGeneration

/// Polls that find nothing: how many, how fast under less than that, and with how many entries.
enum PollPath {
    static func measured() async throws -> Measured {
        let (turns, latency, wide) = try await RequestPair.running { pair in
            var order = LoadOrder(.polls, RequestTurns.closed(turn))
            order.prefixDigits = 3
            let work = try await pair.work(for: order)
            let turns = try await RequestTurns.measure {
                try await pair.service(work, order.load)
            } against: {
                try await pair.bare(work, order.load)
            }
            let sustained = Comparison.median(turns.service.map(\.perSecond))
            let latency = try await LatencyCurve.measured(pair, work, upTo: sustained)
            var wide = order.load
            wide.connections *= 2
            return (turns, latency, [try await pair.service(work, wide), try await pair.bare(work, wide)])
        }
        let entries = try await EntriesCurve.measured()
        return Measured(
            "polls over TLS, HTTP/1.1, 16 entries, nothing live",
            against: "\(RequestTurns.library) that returns as many ready bytes", .atLeast(0.75),
            ratio: turns.ratio { $0.perSecond / $1.perSecond },
            details: turns.details + [
                "with \(Wording.grouped(RequestTurns.connections * 2)) connections: \(Wording.number(wide[0].perSecond.rounded()))/s "
                    + "of the service and \(Wording.number(wide[1].perSecond.rounded()))/s of the bare server"
            ] + latency.details + entries.details, figures: latency.figures + [entries.figure])
    }

    private static let turn = Duration.seconds(3)
}
