internal import ArgumentParser
internal import LongRuns
internal import ServiceHarness
internal import Soaking

/// `bench soak`: what `Scripts/soak` runs.
struct RunSoak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak", abstract: "Hours of a service's life squeezed into minutes: what it takes must stay flat.",
        discussion: """
            Needs cpsd in its own folder. Ends with 0 where nothing failed and everything is flat, with 1 where not, with \
            130 where it was interrupted.
            """)

    @Option(help: "How many minutes.")
    var minutes = 10

    func validate() throws {
        guard (1...1440).contains(minutes) else { throw ValidationError("--minutes is 1 to 1440.") }
    }

    func run() async throws {
        let result: Soak.Result
        let soak = Soak(
            for: .seconds(minutes * 60), sampledEvery: .seconds(2), within: .usual, tell: Terminal.say)
        do {
            result = try await Interruption(limit: .seconds(minutes * 60 + 120)).ending { try await soak.run() }
        } catch is Interrupted {
            Terminal.say("Interrupted: nothing was judged.")
            throw ExitCode(130)
        }
        let events = result.events.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        Terminal.say("\n\(result.tally.text); \(events.joined(separator: ", ")); \(result.epochs) epochs seen")
        for failure in result.tally.failures + result.eventFailures { Terminal.say("  FAILED \(failure)") }
        Terminal.say("The second third of the run, and the last:")
        for line in result.verdict.lines { Terminal.say("  \(line.text)") }
        Terminal.say(result.isGood ? "Flat, and nothing failed." : "NOT as it should be.")
        guard result.isGood else { throw ExitCode.failure }
    }
}
