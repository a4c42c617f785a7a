import ArgumentParser
import ChaosLives
import Foundation
internal import LongRuns
import ServiceHarness

/// `chaos`: what `Scripts/chaos` runs.
@main
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos",
        abstract: "Kill the service at random moments, and see that nothing is lost, uncounted, or back.",
        discussion: """
            Needs cpsd in its own folder. Ends with 0 where everything held, with 1 where not, with 130 where it was \
            interrupted.
            """)

    @Option(help: ArgumentHelp("How often it is killed.", valueName: "number"))
    var kills = 200

    @Option(help: ArgumentHelp("Where everything begins that can be repeated.", valueName: "number"))
    var seed = UInt64.random(in: 1...999_999)

    @Option(help: ArgumentHelp("The longest that a life lasts, in seconds.", valueName: "seconds"))
    var seconds = 1.5

    @Option(help: ArgumentHelp("A start that takes longer is a fault, in seconds.", valueName: "seconds"))
    var start = 1.0

    @Option(
        help: ArgumentHelp("Seconds that PASSporTs are kept; more on a machine that is busy.", valueName: "seconds"))
    var lifetime = 5

    @Option(help: ArgumentHelp("Give up after so many minutes.", valueName: "minutes"))
    var limit = 60

    func validate() throws {
        guard (1...100_000).contains(kills), (0.01...60).contains(seconds), (0.01...60).contains(start),
            (1...1440).contains(limit), (1...60).contains(lifetime)
        else {
            throw ValidationError(
                "--kills is at least 1, --seconds and --start are 0.01 to 60, --lifetime 1 to 60, --limit 1 to 1440.")
        }
    }

    func run() async throws {
        guard FileManager.default.isExecutableFile(atPath: BuiltProgram.cpsd) else {
            throw ValidationError("\(BuiltProgram.cpsd) is not there: build the product cpsd beside this program.")
        }
        Terminal.say("The seed is \(seed).")
        var plan = ChaosPlan(
            kills: kills, seed: seed, longestLife: .seconds(seconds), longestStart: .seconds(start))
        plan.lifetime = lifetime
        let begin = ContinuousClock.now
        let result: ChaosResult
        do {
            result = try await Interruption(limit: .seconds(limit * 60)).ending { [plan] in
                try await Chaos(plan, telling: Terminal.say).run()
            }
        } catch is Interrupted {
            Terminal.say("Interrupted: nothing was decided.")
            throw ExitCode(130)
        }
        Terminal.say("")
        for line in result.lines { Terminal.say(line) }
        let seconds = begin.duration(to: .now).components.seconds
        Terminal.say("\(result.isGood ? "All of it held" : "NOT all of it held"); \(seconds) s, with the seed \(seed).")
        guard result.isGood else { throw ExitCode.failure }
    }
}
