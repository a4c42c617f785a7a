import ArgumentParser
import STIR

/// `cps passport show`.
struct PassportShow: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a PASSporT claims. Nothing is verified.")

    @OptionGroup var input: PassportInput
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Outcome {
        let summary = PassportSummary(try input.read())
        Output.say(output.json ? try Output.json(summary) : summary.words)
        return .done
    }
}
