import ArgumentParser
import CPSClient
import Foundation

/// `cps tokens list`.
struct TokensList: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Count the tokens in the wallet, by service and by the time they are good until.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Outcome {
        let holdings = try wallet.open().holdings(at: Int64(Date().timeIntervalSince1970))
        if output.json {
            Output.say(try Output.json(["tokens": holdings]))
        } else {
            for holding in holdings {
                Output.say("\(holding.count) for \(holding.service), good until \(Wording.date(holding.notAfter))")
            }
            if holdings.isEmpty { Output.say("There are no tokens in the wallet: get some with `cps tokens get`.") }
        }
        return holdings.isEmpty ? .nothing : .done
    }
}
