import ArgumentParser
import CPSClient
import Foundation
import KeyDirectory

/// `cps keys withdraw`.
struct KeysWithdraw: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take back what you have published.",
        discussion: """
            Give the numbers exactly as you published them, or the name. Callers who have fetched it before may use it \
            until it ends: withdraw early, and publish for few days at a time.
            """)

    @OptionGroup var numbers: BoundNumberOptions

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What you called the binding, in place of its numbers.", valueName: "name"))
    var bindingName: String?

    @OptionGroup var signer: BindingSignerOptions
    @OptionGroup var service: ServiceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (bindingName == nil) != (numbers.number.isEmpty && numbers.range.isEmpty) else {
            throw ValidationError("Give either --as, or the numbers with --number and --range.")
        }
    }

    func perform() async throws -> Outcome {
        let name = try bindingName.map { try BindingName($0) } ?? BindingName(for: try numbers.numbers())
        let now = Date().timeIntervalSince1970
        let withdrawal = try KeyWithdrawal(name: name, sequence: Int64(now * 1000), issuedAt: Int64(now))
        let client = try service.client(identity: try signer.identity())
        try await client.withdraw(try signer.signer().sign(withdrawal))
        Output.say(
            output.json ? try Output.json(["withdrawn": name.text]) : "Nothing is published as \(name.text) now.")
        return .done
    }
}
