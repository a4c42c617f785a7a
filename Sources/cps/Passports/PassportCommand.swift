import ArgumentParser

/// `cps passport`.
struct PassportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passport",
        abstract: "Sign, divert, show and verify PASSporTs (RFC 8225, RFC 8588, RFC 8946).",
        subcommands: [PassportSign.self, PassportDivert.self, PassportShow.self, PassportVerify.self])
}
