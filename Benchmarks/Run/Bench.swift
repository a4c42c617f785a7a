internal import ArgumentParser

/// The program that measures: `bench report` is what `Scripts/bench-report` runs.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure the service, each path against a named baseline in the same run.",
        subcommands: [Report.self, TakeProfile.self, ServeBare.self, MeasureAlone.self, RunSoak.self],
        defaultSubcommand: Report.self)
}
