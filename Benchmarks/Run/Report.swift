internal import ArgumentParser
internal import Figures
internal import Foundation
internal import LongRuns
internal import Measurements

/// `bench report`: measures, prints what came of it, and writes the page.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure, print a table, and write benchmarks.md where a folder for it is given.",
        discussion: """
            Needs cpsd in its own folder. Ends with 0 where everything could be measured, whether or not every goal is met, \
            with 1 where something could not, with 130 where it was interrupted.
            """)

    @Argument(help: "Names of measurements; where none is given, all.")
    var names: [String] = []

    @Option(help: ArgumentHelp("Write benchmarks.md and its figures into this folder.", valueName: "folder"))
    var report: String?

    @Option(help: ArgumentHelp("Give up after so many minutes.", valueName: "minutes"))
    var limit = 120

    @Option(help: ArgumentHelp("How long the sustained run is.", valueName: "minutes"))
    var sustainedMinutes = SustainedRun.usualMinutes

    func validate() throws {
        let known = Measurement.all.map(\.name)
        for name in names where !known.contains(name) {
            throw ValidationError("There is no measurement \(name). There are: \(known.joined(separator: ", ")).")
        }
        guard (1...1440).contains(limit) else { throw ValidationError("--limit is 1 to 1440.") }
        guard (3...60).contains(sustainedMinutes) else { throw ValidationError("--sustained-minutes is 3 to 60.") }
    }

    func run() async throws {
        let outcomes: [MeasurementOutcome]
        let (start, day) = (ContinuousClock.now, Date.now.formatted(.iso8601.year().month().day()))
        do {
            outcomes = try await Interruption(limit: .seconds(limit * 60)).ending {
                try await SustainedRun.$minutes.withValue(sustainedMinutes) { try await measured() }
            }
        } catch is Interrupted {
            Terminal.say("Interrupted: no report was written.")
            throw ExitCode(130)
        }
        let page = BenchmarkReport(
            on: outcomes, machine: .here(swift: await Compiler.name()), day: day, duration: start.duration(to: .now))
        Terminal.say("\n\(page.table.text)\n\n\(page.summary)")
        if let report {
            try FigureFolder(report).write(page.markdown, named: BenchmarkReport.name, figures: page.figures)
            Terminal.say("The report is \(report)/\(BenchmarkReport.name).md.")
        }
        guard outcomes.allSatisfy({ $0.failure == nil }) else { throw ExitCode.failure }
    }

    /// Measures one thing after the other, and says so.
    private func measured() async throws -> [MeasurementOutcome] {
        var outcomes: [MeasurementOutcome] = []
        for measurement in Measurement.all where names.isEmpty || names.contains(measurement.name) {
            try Task.checkCancellation()
            Terminal.say("\(measurement.name) ...")
            let outcome = await MeasurementOutcome.of(measurement)
            for line in outcome.lines {
                Terminal.say(
                    "  \(line.path): \(Wording.number(line.ratio)) (\(line.goal.text)), \(line.isMet ? "met" : "NOT met")"
                )
                for detail in line.details { Terminal.say("    \(detail)") }
            }
            if let failure = outcome.failure { Terminal.say("  could not be measured: \(Wording.line(failure))") }
            outcomes.append(outcome)
        }
        return outcomes
    }
}
