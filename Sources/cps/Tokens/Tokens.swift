import ArgumentParser

/// `cps tokens`.
struct Tokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Get tokens ahead of time, and see what is in the wallet.",
        subcommands: [TokensGet.self, TokensList.self, TokensTake.self])
}
