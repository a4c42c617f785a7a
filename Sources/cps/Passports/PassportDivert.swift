import ArgumentParser
import Foundation
import STIR

/// `cps passport divert`.
struct PassportDivert: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "divert",
        abstract: "Sign that a call is diverted (RFC 8946).",
        discussion: """
            The PASSporT that the call came with goes into the new one (div-o), which is all that the new destination \
            needs. The certificate must cover the party that diverts.
            """)

    @OptionGroup var signer: SignerOptions

    @Option(help: ArgumentHelp("Who diverts: a number or URI that was called until now.", valueName: "number"))
    var by: String

    @Option(help: ArgumentHelp("Who is called now: a number or URI. May be given several times.", valueName: "number"))
    var to: [String]

    @Option(help: ArgumentHelp("The index of the History-Info entry, such as 1.2.1.", valueName: "index"))
    var hi: String?

    @Option(
        help: ArgumentHelp(
            "When it is signed, in seconds since 1970; that of the PASSporT it came with without it.",
            valueName: "seconds"))
    var iat: Int64?

    @Flag(help: "Leave the PASSporT out (div): it is sent along, as in the Identity fields of SIP.")
    var separate = false

    @OptionGroup var input: PassportInput
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Outcome {
        let received = try input.read()
        let party = try PartyInput.identity(by, option: "--by")
        let destinations = try PartyInput.destinations(to, option: "--to")
        let signer = try signer.signer()
        let passport =
            try separate
            ? signer.signDiversion(of: received, by: party, to: destinations, historyIndex: hi, issuedAt: iat)
            : signer.signNestedDiversion(of: received, by: party, to: destinations, historyIndex: hi, issuedAt: iat)
        Output.say(output.json ? try Output.json(["passport": passport]) : passport)
        return .done
    }
}
