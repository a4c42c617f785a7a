import ArgumentParser
import CPSClient
import Foundation
import KeyDirectory
import OutOfBand
import STIR

/// `cps call`.
struct Call: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Authenticate a call that you are about to place (RFC 8816 section 8.1).",
        discussion: """
            Signs a PASSporT, finds the keys of the called party, and leaves an encrypted copy for each, at --service \
            and --also-at and nowhere else. When it ends with 0, place the call.
            """)

    @Option(help: ArgumentHelp("The calling number or URI.", valueName: "number"))
    var from: String

    @Option(help: ArgumentHelp("The called number or URI. May be given several times.", valueName: "number"))
    var to: [String]

    @Option(
        help: ArgumentHelp(
            "The called party's key: 64 hexadecimal digits or a .pub file. May be given several times. Without it, the service's key directory is asked.",
            valueName: "key"))
    var recipient: [String] = []

    @Option(
        help: ArgumentHelp(
            "A, B or C: how far you vouch for the caller (RFC 8588). Without it, a plain PASSporT.", valueName: "level")
    )
    var attest: String?

    @Flag(help: "Say step by step what is done.")
    var explain = false

    @OptionGroup var signing: SigningOptions

    @Option(
        help: ArgumentHelp(
            "The STIR authorities to trust, in PEM: for your own certificate, and for the keys of called parties.",
            valueName: "file"))
    var trustAnchor: String

    @OptionGroup var service: ServiceOptions

    @Option(
        help: ArgumentHelp(
            "Another service that keys of the called party may name; the wallet needs tokens for it. May be given several times.",
            valueName: "url"))
    var alsoAt: [String] = []

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let passport: String
        let keys: Int
        let copies: Int
        let tokens: Int
        let steps: [Step]

        struct Step: Encodable {
            let step: Int
            let done: String
        }
    }

    func validate() throws {
        guard attest == nil || attest.flatMap(Attestation.init) != nil else {
            throw ValidationError("--attest is A, B or C.")
        }
    }

    func perform() async throws -> Outcome {
        let call = OutgoingCall(
            origin: try PartyInput.identity(from, option: "--from"),
            destinations: try PartyInput.destinations(to, option: "--to"),
            attestation: attest.flatMap(Attestation.init))
        let anchorText = try TextFile.read(trustAnchor)
        let anchors = try InputError.naming(trustAnchor) { try TrustAnchors(pem: anchorText) }
        let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
        let credential = try await signing.credential(trusting: anchors, at: now())
        let services = try service.placements(at: try service.origin(), and: alsoAt, wallet: try wallet.open())
        let authentication = AuthenticationService(
            credentials: [credential],
            placement: PassportPlacement(
                recipients: try recipients(services, trusting: anchors, now: now), services: services),
            now: now)
        var steps: [Answer.Step] = []
        let done: AuthenticatedCall
        do {
            done = try await authentication.authenticate(call) { step, text in
                steps.append(Answer.Step(step: step.rawValue, done: text))
                if explain && !output.json { Output.say(Self.words(step, text)) }
            }
        } catch {
            guard error != .noRecipient else {
                Output.warn(error.description, name: "no-recipient", json: output.json)
                return .nothing
            }
            throw (error.serviceError as (any Error)?) ?? InputError(error.description)
        }
        if output.json {
            Output.say(
                try Output.json(
                    Answer(
                        passport: done.passport, keys: done.placement.keys, copies: done.placement.copies,
                        tokens: done.placement.tokens, steps: steps)))
        } else {
            let copies = done.placement.copies == 1 ? "1 copy" : "\(done.placement.copies) copies"
            Output.say("Stored \(copies). Now place the call.")
        }
        return .done
    }

    /// Who was named, or else the service's directory.
    private func recipients(
        _ services: PlacementServices, trusting anchors: TrustAnchors, now: @escaping @Sendable () -> Int64
    ) throws -> any RecipientSource {
        guard recipient.isEmpty else {
            return try ProvisionedRecipients(
                anyone: try recipient.map { try CalleeAddress(keyOrFile: $0) }, service: service.service)
        }
        return DirectoryRecipients(
            directories: [try service.origin()], services: services,
            verifier: KeyBindingVerifier(certificates: STIRCertificateVerifier(trustAnchors: anchors)), now: now)
    }

    /// One step in a line.
    private static func words(_ step: AuthenticationError.Step, _ done: String) -> String {
        step == .storing ? "Finally: \(done)." : "Step \(step.rawValue): \(done)."
    }
}
