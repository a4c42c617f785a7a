import ArgumentParser
import LongRuns

/// Floods the service, overloads it, and crowds out a callee.
@main
struct FloodsProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floods", abstract: "Floods the service at full size, and checks what is promised of it.",
        discussion: """
            Needs cpsd in its own folder. Ends with 0 where everything is as promised, with 1 where not, with 130 where it \
            was interrupted.
            """,
        subcommands: [RunFloods.self, RunOverload.self, RunCrowding.self])

    /// Does what a command does, and tells what was not as promised. Services that it started end with it, also where it is
    /// interrupted or takes too long.
    ///
    /// - Parameter trials: finds what was not as promised.
    static func judge(_ trials: @escaping @Sendable () async throws -> [String]) async throws {
        let faults: [String]
        do {
            faults = try await Interruption(limit: .seconds(3600)).ending(trials)
        } catch is Interrupted {
            Terminal.say("Interrupted: nothing was decided.")
            throw ExitCode(130)
        }
        for fault in faults { Terminal.say("NOT AS PROMISED: \(fault)") }
        guard faults.isEmpty else { throw ExitCode.failure }
        Terminal.say("Everything was as promised.")
    }
}
