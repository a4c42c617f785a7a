import ArgumentParser
import Operation

/// The Call Placement Service.
@main
struct Cpsd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cpsd",
        abstract:
            "A public Call Placement Service (RFC 8816): keeps sealed PASSporTs for a minute, and learns nothing.",
        discussion: """
            'cpsd [serve|check|ledger ...|epochs retire] [--config FILE] [--setting value ...]'

            Settings are flags, variables of the environment, or members of the JSON file that --config names, in this order of precedence.
            '--token-uses-per-index 2' as a flag is 'CPSD_TOKEN_USES_PER_INDEX=2' as a variable, and \
            '{"token": {"usesPerIndex": 2}}' in the file.

            SETTINGS [default; range]:
            \(Setting.all.map(\.help).joined(separator: "\n"))
            """,
        version: "cpsd 1 (protocol version 1)",
        subcommands: [Serve.self, Check.self, LedgerCommand.self, Epochs.self],
        defaultSubcommand: Serve.self)
}

/// Where settings come from: the same for every command.
struct SettingsOptions: ParsableArguments {
    @Option(help: "A JSON file with settings.")
    var config: String?

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("Any of the settings that 'cpsd --help' lists.", valueName: "--setting value"))
    var settings: [String] = []
}
