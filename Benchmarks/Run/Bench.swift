internal import ArgumentParser
internal import Figures
internal import Measurements

/// Measures the service against named baselines.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures the service, each path against a named baseline in the same run.",
        subcommands: [Measure.self, ServeBare.self], defaultSubcommand: Measure.self)
}

/// `bench NAME...`.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs measurements. What `bench` does by itself.")

    @Argument(help: "Names of measurements; where none is given, all.")
    var names: [String] = []

    func run() async throws {
        for measurement in Measurement.all where names.isEmpty || names.contains(measurement.name) {
            for measured in try await measurement.run() {
                let verdict = measured.isMet ? "met" : "NOT met"
                print("\(measured.path): \(Wording.number(measured.ratio)), \(verdict). \(measured.details)")
            }
        }
    }
}
