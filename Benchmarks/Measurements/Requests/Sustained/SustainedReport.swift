internal import Figures
internal import LoadGeneration

/// What a long run says: its last minute beside its second.
struct SustainedReport {
    let outcome: RequestPair.Outcome
    let samples: [Footprint.Sample]
    /// p99 of the disk alone in each minute, in milliseconds.
    let disk: [Double]
    let minutes: Int
    /// How the highest load was found.
    let search: [String]
    let callsPerSecond: Double
    let pollsPerCall: Int

    /// A line for each thing that must stay as it is.
    func lines() throws -> [Measured] {
        [
            try latency("polls", \.polls, details: conditions, figures: [latencyFigure]),
            try latency(
                "stores", \.stores,
                details: [
                    "p99 of syncing 4,096 bytes to the disk under the ledger, ten times a second beside it, in ms: "
                        + disk.map { Wording.fixed($0, 1) }.joined(separator: ", ")
                ]),
            try size("memory of cpsd and its placements file together", \.memory, figures: [sizeFigure]),
            try size("the placements file", \.placements),
            try size("the files of the ledger", \.ledger),
            Measured(
                "recipients found, of those looked for in the same run", against: "all of them", .atLeast(0.99),
                ratio: outcome.deliveredShare, details: ["\(outcome.delivery) were found"]),
            Measured(
                "calls whose requests were all answered as they should be, in the same run", against: "all of them",
                .atLeast(1), ratio: done / (done + failed),
                details: ["\(Wording.number(failed)) of \(Wording.number(done + failed)) were not"]),
        ]
    }

    private var done: Double { outcome.report.achievedPerSecond * outcome.report.seconds }
    private var failed: Double {
        Double(outcome.report.lost + outcome.report.unanswered + outcome.report.refused)
    }

    private var conditions: [String] {
        let report = outcome.report
        return search + [
            "\(Wording.number(callsPerSecond)) calls/s offered, each a store and \(pollsPerCall) polls; "
                + "\(Wording.number(report.achievedPerSecond)) calls/s done in \(Wording.fixed(report.seconds, 1)) s",
            "\(outcome.delivery) recipients looked for were delivered; lost \(report.lost), "
                + "not answered \(report.unanswered), answered otherwise \(report.refused)",
            "\(Wording.fixed(outcome.processorSeconds / report.seconds, 2)) processors taken by cpsd",
        ]
    }

    private func latency(
        _ name: String, _ kind: KeyPath<LoadReport.Interval, LatencySummary?>, details: [String] = [],
        figures: [Figure] = []
    ) throws -> Measured {
        let p99 = outcome.report.intervals.prefix(minutes).map { $0[keyPath: kind]?.p99 ?? .nan }
        guard p99.count == minutes else { throw LoadError("not every minute has \(name)") }
        func median(_ minutes: ArraySlice<Double>) -> String { Wording.fixed(Comparison.median(Array(minutes)), 1) }
        return Measured(
            "p99 of \(name) in minute \(minutes) of a run at 70 % of the highest load, PASSporTs expiring",
            against: "the same in minute 2", .atMost(1.25), ratio: p99[minutes - 1] / p99[1],
            details: [
                "p99 of each minute in ms: \(p99.map { Wording.fixed($0, 1) }.joined(separator: ", "))",
                "median of three minutes from the second on: \(median(p99.dropFirst().prefix(3))), "
                    + "of the last three: \(median(p99.suffix(3)))",
            ] + details,
            figures: figures)
    }

    private func size(
        _ name: String, _ value: KeyPath<Footprint.Sample, Int>, figures: [Figure] = []
    ) throws -> Measured {
        let means = try (0..<minutes).map { minute in
            let here = samples.filter { Int($0.seconds / 60) == minute }.map { Double($0[keyPath: value]) }
            guard !here.isEmpty else { throw LoadError("minute \(minute + 1) has no sample of \(name)") }
            return here.reduce(0, +) / Double(here.count)
        }
        return Measured(
            "\(name) in minute \(minutes) of the same run",
            against: "the same in minute 2 (the goal is \"flat\"; the bound is this report's own)", .atMost(1.1),
            ratio: means[minutes - 1] / means[1],
            details: ["mean of each minute in MB: \(means.map { Wording.fixed($0 / 1e6, 2) }.joined(separator: ", "))"],
            figures: figures)
    }

    private var latencyFigure: Figure {
        let intervals = outcome.report.intervals.prefix(minutes)
        let places = intervals.indices.map { Double($0 + 1) }
        return Figure(
            "sustained-latency", title: "p99 of each minute of a long run", .curve, horizontal: "minute",
            vertical: "ms",
            [
                .init("polls", intervals.map { $0.polls?.p99 ?? 0 }, at: places),
                .init("stores", intervals.map { $0.stores?.p99 ?? 0 }, at: places),
                .init("the disk alone", disk.map { $0.isNaN ? 0 : $0 }, at: disk.indices.map { Double($0 + 1) }),
            ])
    }

    private var sizeFigure: Figure {
        func series(_ name: String, _ value: (Footprint.Sample) -> Int) -> Figure.Series {
            .init(name, samples.map { Double(value($0)) / 1e6 }, at: samples.map { $0.seconds / 60 })
        }
        return Figure(
            "sustained-memory", title: "Memory and files in a long run", .curve, horizontal: "minutes", vertical: "MB",
            [
                series("memory that belongs to no file") { $0.anonymous }, series("placements file") { $0.placements },
                series("ledger files") { $0.ledger },
            ])
    }
}
