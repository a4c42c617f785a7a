import ArgumentParser
import Secrets

/// `cps`: thin clothes over the library `CPSClient`.
@main
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cps",
        abstract: "Leave and fetch PASSporTs at a Call Placement Service (RFC 8816).",
        discussion: """
            Exit codes: 0 done, 1 nothing for you, 2 refused by the service or not to be believed (a poll: only when \
            none of what it found is), 3 the service cannot be reached, 64 something on this side has to be put \
            right first.
            """,
        version: "cps 1 (protocol version 1)",
        subcommands: [
            Call.self, Answer.self, AgentCommand.self, Keygen.self, Index.self, KeysCommand.self, Tokens.self,
            Store.self, Poll.self, Open.self, PassportCommand.self, DevPKI.self, Load.self,
        ])

    static func main() async {
        do {
            try ProcessHardening.apply()
        } catch {
            Output.warn(
                "this process could not be shielded from others: \(error)", name: "unshielded", json: isJSONWanted)
        }
        do {
            var command = try await asyncParseAsRoot(nil)
            guard var asynchronous = command as? any AsyncParsableCommand else { return try command.run() }
            try await asynchronous.run()
        } catch {
            guard isJSONWanted, let usage = usageError(error) else { exit(withError: error) }
            Output.warn(usage)
            exit(withError: ExitCode(Outcome.badInput.rawValue))
        }
    }

    /// Whether the answer is wanted in JSON. Asked before the arguments are understood, and where they cannot be.
    private static var isJSONWanted: Bool {
        CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
    }

    /// What is wrong with the arguments, as JSON; `nil` where nothing is: for `--help`, or the end of a command.
    private static func usageError(_ error: any Error) -> String? {
        guard !(error is ExitCode), exitCode(for: error) == .validationFailure else { return nil }
        return try? Output.json(Report(error: "usage", detail: message(for: error)))
    }
}
