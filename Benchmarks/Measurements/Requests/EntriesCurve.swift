internal import Figures
internal import LoadGeneration

/// Throughput of polls against their entries, beside a bare server that returns as many bytes.
struct EntriesCurve {
    private let steps: [(entries: Int, turns: RequestTurns)]

    /// Starts both servers for each number of entries.
    static func measured() async throws -> EntriesCurve {
        var steps: [(entries: Int, turns: RequestTurns)] = []
        for entries in [1, 4, 16, 64, 256] {
            let turns = try await RequestPair.running(entries: entries) { pair in
                // Many long answers at a time are many bytes in memory, and need fewer connections.
                let load = OfferedLoad(
                    arrivalsPerSecond: nil, duration: turn,
                    connections: min(RequestTurns.connections, max(192, 16_384 / entries)))
                var order = LoadOrder(.polls, load)
                order.prefixDigits = 3
                order.entries = entries
                let work = try await pair.work(for: order)
                return try await RequestTurns.measure(rounds: 1) {
                    try await pair.service(work, load)
                } against: {
                    try await pair.bare(work, load)
                }
            }
            steps.append((entries, turns))
        }
        return EntriesCurve(steps: steps)
    }

    private static let turn = Duration.seconds(2)

    /// A sentence for each number of entries.
    var details: [String] {
        steps.map { entries, turns in
            "with \(entries) entries \(rate(turns.service))/s, bare \(rate(turns.bare))/s: "
                + Wording.number(turns.ratio { $0.perSecond / $1.perSecond })
        }
    }

    /// Both beside one another.
    var figure: Figure {
        func series(_ name: String, _ turns: (RequestTurns) -> [RequestPair.Outcome]) -> Figure.Series {
            .init(
                name, steps.map { Comparison.median(turns($0.turns).map(\.perSecond)) },
                at: steps.map { Double($0.entries) })
        }
        return Figure(
            "throughput-entries", title: "Throughput of polls against entries", .curve, horizontal: "entries",
            vertical: "polls a second",
            [series("the service") { $0.service }, series("a bare server, as many bytes") { $0.bare }])
    }

    private func rate(_ turns: [RequestPair.Outcome]) -> String {
        Wording.number(Comparison.median(turns.map(\.perSecond)).rounded())
    }
}
