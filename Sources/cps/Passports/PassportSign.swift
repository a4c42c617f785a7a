import ArgumentParser
import Foundation
import STIR

/// `cps passport sign`.
struct PassportSign: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a PASSporT with the key of a STIR certificate.",
        discussion:
            "Numbers may be written with a plus and separators. A value with a colon is a URI: tel, sip or another.")

    @OptionGroup var signer: SignerOptions

    @Option(
        help: ArgumentHelp(
            "A, B or C: how far you vouch for the caller (RFC 8588). Without it, a plain PASSporT.", valueName: "level")
    )
    var attest: String?

    @Option(help: ArgumentHelp("The calling number or URI.", valueName: "number"))
    var orig: String

    @Option(help: ArgumentHelp("A called number or URI. May be given several times.", valueName: "number"))
    var dest: [String]

    @Option(
        help: ArgumentHelp(
            "With --attest: the UUID of where the call began; a new random one without it.", valueName: "uuid"))
    var origid: String?

    @Option(help: ArgumentHelp("When it is signed, in seconds since 1970; now without it.", valueName: "seconds"))
    var iat: Int64?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard attest == nil || attest.flatMap(Attestation.init) != nil else {
            throw ValidationError("--attest is A, B or C.")
        }
        guard origid == nil || attest != nil else { throw ValidationError("--origid goes with --attest.") }
    }

    func perform() async throws -> Outcome {
        let passport = try signer.signer().sign(
            extension: try passportExtension(),
            issuedAt: iat ?? Int64(Date().timeIntervalSince1970),
            origin: try PartyInput.identity(orig, option: "--orig"),
            destinations: try PartyInput.destinations(dest, option: "--dest"))
        Output.say(output.json ? try Output.json(["passport": passport]) : passport)
        return .done
    }

    private func passportExtension() throws -> PassportExtension {
        guard let attestation = attest.flatMap(Attestation.init) else { return .base }
        guard let origid else { return .shaken(attestation, .random()) }
        guard let identifier = try? OriginationIdentifier(origid) else {
            throw InputError("--origid: not a UUID, which is hexadecimal digits in groups of 8-4-4-4-12")
        }
        return .shaken(attestation, identifier)
    }
}
