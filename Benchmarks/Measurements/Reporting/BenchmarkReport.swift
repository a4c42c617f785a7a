package import Figures

/// The page that tells how fast the service is.
package struct BenchmarkReport: Sendable {
    /// The page's name without its ending, which is also that of the folder of figures.
    package static let name = "benchmarks"

    /// What the whole may take.
    private static let longest = Duration.seconds(20 * 60)

    package let outcomes: [MeasurementOutcome]
    package let machine: Machine
    /// The day of the run, as "2026-01-31" (UTC).
    package let day: String
    package let duration: Duration

    /// A report on a run.
    package init(on outcomes: [MeasurementOutcome], machine: Machine, day: String, duration: Duration) {
        self.outcomes = outcomes
        self.machine = machine
        self.day = day
        self.duration = duration
    }

    private var lines: [Measured] { outcomes.flatMap(\.lines) }

    /// Every figure under the name of its file.
    package var figures: [(name: String, figure: Figure)] {
        lines.flatMap(\.figures).map { ($0.name, $0) }
    }

    /// Goals and ratios, for a terminal and for the page.
    package var table: Table {
        Table(
            ["path", "baseline", "goal", "measured", "verdict"],
            lines.map { line in
                [line.path, line.baseline, line.goal.text, Wording.number(line.ratio), line.isMet ? "met" : "NOT met"]
            }
                + outcomes.filter { $0.failure != nil }.map {
                    [$0.name, "", "", "could not be measured", "NOT met"]
                })
    }

    /// In one sentence.
    package var summary: String {
        let missed = lines.filter { !$0.isMet }.count
        let failed = outcomes.filter { $0.failure != nil }.count
        guard missed + failed > 0 else { return "All \(lines.count) goals are met." }
        let verb = missed == 1 ? "is" : "are"
        return "\(lines.count - missed) of \(lines.count) measured goals are met, \(missed) \(verb) not"
            + (failed == 0 ? "." : "; \(failed) could not be measured.")
    }

    /// The page in Markdown.
    package var markdown: String {
        ([introduction, goals, details, drawings, reproduction]).joined(separator: "\n\n") + "\n"
    }

    private var introduction: String {
        """
        # How fast the service is

        This page was written by `Scripts/bench-report` on \(day) (UTC), after \(Wording.clock(duration)) minutes\(lateness). \(Markdown.escaped(machine.sentence))
        Each path is measured beside its baseline in the same run on the same machine, most in turns, so that the ratio says
        something on other machines, too. What was tried, what it gave, and where the time goes that is left is in
        [performance.md](performance.md).
        """
    }

    private var lateness: String {
        duration > Self.longest
            ? ", which is longer than the \(Wording.clock(Self.longest)) that it is meant to take" : ""
    }

    private var goals: String {
        "## Goals\n\n\(summary)\n\n\(table.markdown)"
    }

    private var details: String {
        let rows = outcomes.flatMap { outcome in
            outcome.lines.map { line in
                "- **\(Markdown.escaped(line.path))**: \(Markdown.escaped(line.details.joined(separator: "; ")))"
            }
                + (outcome.failure.map {
                    [
                        "- **\(Markdown.escaped(outcome.name))** could not be measured: \(Markdown.escaped(Wording.line($0)))"
                    ]
                } ?? [])
        }
        let times = Table(
            ["measurement", "time", "of the processors' time, taken by neighbours"],
            outcomes.map { outcome in
                [
                    outcome.name, Wording.seconds(outcome.duration),
                    outcome.stolenShare.map { "\(Wording.fixed($0 * 100, 0)) %" } ?? "not known",
                ]
            })
        return """
            ## What was measured

            \(rows.joined(separator: "\n"))

            The service runs with its usual settings, but that it takes as many requests at once as come (`limits.requests`).

            On a virtual machine, neighbours on the same hardware can have the processor when something is to run here. Where both
            sides have their turns the ratio bears that; where minute is compared with minute, or something with a time of the
            clock, it does not.

            \(times.markdown)
            """
    }

    private var drawings: String {
        guard !figures.isEmpty else { return "## Figures\n\nNothing of this run is drawn." }
        return "## Figures\n\n"
            + figures.map { name, figure in
                "\(Markdown.escaped(figure.title)).\n\n![\(Markdown.escaped(figure.title))](\(Self.name)/\(name).svg)"
            }.joined(separator: "\n\n")
    }

    private var reproduction: String {
        """
        ## Run it again

        ```sh
        Scripts/bench-report
        ```

        makes this page and its figures anew, on two processors in less than 20 minutes after the build; `Scripts/bench-report dummies`
        makes a part of it and writes no page. Nothing else should run on the machine.
        """
    }
}
