import ArgumentParser
import CPSClient
import Encodings
import Foundation
import KeyDirectory
import STIR
import Sealing

/// `cps keys lookup`.
struct KeysLookup: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Find the keys of a number.",
        discussion: """
            The number is not sent: the first digits of its hash are, and the answer holds the keys of all numbers that \
            share them. Each binding is verified here. Seal a copy to every key that is shown, in this order.
            """)

    @Argument(help: ArgumentHelp("The telephone number.", valueName: "number"))
    var number: String

    @Option(help: ArgumentHelp("The STIR authorities to trust, in PEM.", valueName: "file"))
    var trustAnchor: String

    @Flag(help: "Believe certificates with a provider's code for every number: for closed networks alone.")
    var acceptProviderCodes = false

    @OptionGroup var service: ServiceOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        struct Key: Encodable {
            let publicKey: String
            let service: String
            let name: String
            let notAfter: Int64
        }

        let keys: [Key]
        let refused: [String]
    }

    func perform() async throws -> Outcome {
        let called = try InputError.naming("the number") { try TelephoneNumber(canonicalising: number) }
        let anchorText = try TextFile.read(trustAnchor)
        let anchors = try InputError.naming(trustAnchor) { try TrustAnchors(pem: anchorText) }
        let verifier = KeyBindingVerifier(
            certificates: STIRCertificateVerifier(trustAnchors: anchors),
            providerCodes: acceptProviderCodes ? .vouchForEveryNumber : .nameNoNumbers)
        let found = try await service.client().lookUp(
            called, verifier: verifier, at: Int64(Date().timeIntervalSince1970))
        report(found)
        guard found.bindings.isEmpty else { return .done }
        return found.refusals.isEmpty ? .nothing : .refused
    }

    private func report(_ found: KeyLookUp) {
        let keys = found.bindings.map { verified in
            Answer.Key(
                publicKey: Hex.encode(verified.binding.publicKey.bytes), service: verified.binding.service.uri,
                name: verified.binding.name.text, notAfter: verified.usableUntil)
        }
        if output.json {
            let answer = Answer(keys: keys, refused: found.refusals.map(\.name))
            if let line = try? Output.json(answer) { Output.say(line) }
            return
        }
        for key in keys {
            Output.say("\(key.publicKey) at \(key.service), until \(Wording.date(key.notAfter))")
        }
        for refusal in found.refusals {
            Output.warn("one was left out: \(refusal)", name: "binding-refused", json: false)
        }
        if keys.isEmpty, found.refusals.isEmpty { Output.say("Nobody has published a key for this number here.") }
    }
}
