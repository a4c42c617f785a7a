import ArgumentParser

/// `cps passport`.
struct PassportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passport",
        abstract: "Sign, show and verify PASSporTs (RFC 8225, RFC 8588).",
        subcommands: [PassportSign.self, PassportShow.self, PassportVerify.self])
}
