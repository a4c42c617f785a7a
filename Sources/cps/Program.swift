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
            Keygen.self, Index.self, Tokens.self, Store.self, Poll.self, Open.self, PassportCommand.self, DevPKI.self,
        ])

    static func main() async {
        do {
            try ProcessHardening.apply()
        } catch {
            Output.warn("warning: this process could not be shielded from others: \(error)")
        }
        await main(nil)
    }
}
