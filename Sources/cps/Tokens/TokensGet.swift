import ArgumentParser
import CPSClient
import Foundation

/// `cps tokens get`.
struct TokensGet: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Get tokens with your STIR certificate.",
        discussion: """
            The issuer sees your certificate and never the tokens: they are signed blind. Get them long before you \
            call, so that the times do not match.
            """)

    @Option(name: .shortAndLong, help: ArgumentHelp("How many tokens. One is spent on every call.", valueName: "n"))
    var count = 10

    @Option(help: ArgumentHelp("Your STIR certificate chain in PEM, leaf first.", valueName: "file"))
    var certificate: String

    @Option(help: ArgumentHelp("The private key of the certificate, in PEM.", valueName: "file"))
    var key: String

    @OptionGroup var service: ServiceOptions
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let tokens: Int
        let notAfter: Int64
    }

    func validate() throws {
        guard (1...100_000).contains(count) else { throw ValidationError("--count is 1 to 100000.") }
    }

    func perform() async throws -> Outcome {
        let client = try service.client(identity: try STIRIdentity(chainFile: certificate, keyFile: key))
        let notAfter = try await client.getTokens(count, into: try wallet.open())
        if output.json {
            Output.say(try Output.json(Answer(tokens: count, notAfter: notAfter)))
        } else {
            Output.say("\(count) tokens are in the wallet, good until \(Wording.date(notAfter)).")
        }
        return .done
    }
}
