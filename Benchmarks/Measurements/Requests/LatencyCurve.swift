internal import Figures
internal import LoadGeneration

/// Latency against offered load, in an open loop: whole, and without the time that the service keeps every answer back.
struct LatencyCurve {
    /// One rate.
    private struct Step {
        let offered: Double
        let latency: LatencySummary
        /// How many were not answered as they should be.
        let failed: Int
    }

    private let delay: Double
    private let steps: [Step]

    /// Offers a part after the other of what the service can sustain.
    static func measured(_ pair: RequestPair, _ work: LoadWork, upTo sustained: Double) async throws -> LatencyCurve {
        var steps: [Step] = []
        for share in [0.1, 0.3, 0.5, 0.7, 0.85, 1] {
            let load = RequestTurns.open(sustained * share, .seconds(3))
            // What is not answered counts with the time that it was waited for.
            let outcome = try await pair.service(work, load, isComplete: false)
            guard let latency = outcome.report.polls else { throw LoadError("no poll was answered") }
            let failed = outcome.report.lost + outcome.report.unanswered + outcome.report.refused
            steps.append(Step(offered: sustained * share, latency: latency, failed: failed))
        }
        return LatencyCurve(delay: try pair.statedDelay(), steps: steps)
    }

    private func beyond(_ latency: Double) -> Double { max(0, latency - delay) }

    /// A sentence for each rate.
    var details: [String] {
        ["the service keeps answers back until \(Wording.number(delay)) ms have passed"]
            + steps.map { step in
                "at \(Wording.number(step.offered.rounded()))/s: p50 \(Wording.fixed(step.latency.p50, 1)) ms, "
                    + "p99 \(Wording.fixed(step.latency.p99, 1)) ms; ours alone: "
                    + "\(Wording.fixed(beyond(step.latency.p50), 1)) ms and \(Wording.fixed(beyond(step.latency.p99), 1)) ms"
                    + (step.failed == 0 ? "" : "; \(step.failed) were not answered as they should be")
            }
    }

    /// The whole in one, what is ours alone in another.
    var figures: [Figure] {
        [
            figure("latency", "Latency of polls against offered load, with the delay of every answer") { $0 },
            figure("latency-ours", "Latency of polls against offered load, beyond the delay of every answer", beyond),
        ]
    }

    private func figure(_ name: String, _ title: String, _ value: (Double) -> Double) -> Figure {
        let places = steps.map(\.offered)
        return Figure(
            name, title: title, .curve, horizontal: "polls offered a second", vertical: "ms",
            [
                .init("p50", steps.map { value($0.latency.p50) }, at: places),
                .init("p99", steps.map { value($0.latency.p99) }, at: places),
            ])
    }
}
