import Adversaries
import ArgumentParser
internal import Figures
import Foundation
internal import LongRuns
import Mutants
import PrivacyReport
import ServiceHarness

/// `privacy run`: every attack, then the same attacks on what is broken on purpose.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Attack every claim, and what is broken on purpose; end with 0 only if all is as it should be.",
        discussion: """
            Needs cpsd and cps in its own folder. Ends with 0 where every claim is upheld and every mutant caught, with 1 \
            where not, with 130 where it was interrupted.
            """)

    @Option(help: "How much is looked at: full, or small.")
    var size: RunSize = .full

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Attack these claims alone, by number (6) or name (no-intersection).", valueName: "claim"))
    var only: [ClaimArgument] = []

    @Option(help: ArgumentHelp("Write privacy-report.md and its figures into this folder.", valueName: "folder"))
    var report: String?

    @Flag(help: "Have dieharder look at a stream of each kind of entry, too.")
    var long = false

    @Option(help: ArgumentHelp("With --long: most minutes for each stream.", valueName: "minutes"))
    var longMinutes = 40

    @Option(help: ArgumentHelp("Where everything begins that can be repeated.", valueName: "number"))
    var seed: UInt64 = 8816

    @Option(help: ArgumentHelp("Give up after so many minutes.", valueName: "minutes"))
    var limit = 300

    func validate() throws {
        guard (1...1440).contains(longMinutes), (1...1440).contains(limit) else {
            throw ValidationError("--long-minutes and --limit are 1 to 1440.")
        }
        guard only.isEmpty || !long || only.contains(where: { $0.claim == .randomToTheEye }) else {
            throw ValidationError("--long adds to claim 4 (random-to-the-eye), which --only leaves out.")
        }
    }

    func run() async throws {
        for program in [BuiltProgram.cpsd, BuiltProgram.cps]
        where !FileManager.default.isExecutableFile(atPath: program) {
            throw ValidationError("\(program) is not there: build the products cpsd and cps beside this program.")
        }
        let interruption = Interruption(limit: .seconds(limit * 60))
        let isGood: Bool
        do {
            isGood = try await interruption.ending { try await attack() }
        } catch is Interrupted {
            Terminal.say("Interrupted: nothing was decided, and no report was written.")
            throw ExitCode(130)
        }
        guard isGood else { throw ExitCode.failure }
    }

    private func attack() async throws -> Bool {
        let claims = only.isEmpty ? Set(Claim.allCases) : Set(only.map(\.claim))
        let conditions = RunConditions(size: size, seed: seed)
        var plan = Plan.everything(conditions)
        if long { plan = Plan([plan, .dieharder(minutes: longMinutes)]) }
        let (start, day) = (ContinuousClock.now, Date.now.formatted(.iso8601.year().month().day()))
        let result = try await Runner(plan.only(claims), telling: Terminal.say).run(
            covering: claims, known: Mutant.all.map { ($0.name, $0.breaks) })
        let duration = start.duration(to: .now)
        Terminal.say("\n\(result.claimTable.text)\n\n\(result.mutantTable.text)\n")
        for line in result.summary { Terminal.say(line) }
        Terminal.say("This took \(Wording.clock(duration)) minutes, with the seed \(seed).")
        if let report {
            try ReportFolder(report).write(
                PrivacyReport(
                    on: result, conditions: conditions, machine: .here(swift: await Compiler.name()), day: day,
                    duration: duration, figuresIn: ReportFolder.name))
            Terminal.say("The report is \(report)/\(ReportFolder.name).md.")
        }
        return result.isGood
    }
}

extension RunSize: ExpressibleByArgument {}
