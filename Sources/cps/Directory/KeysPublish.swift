import ArgumentParser
import CPSClient
import Foundation
import KeyDirectory
import Sealing

/// `cps keys publish`.
struct KeysPublish: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish your key for your numbers.",
        discussion: """
            Publish again before it ends, or with a new key: it replaces what you have published for the same numbers. \
            For a second key beside the first, such as that of another device, give each a name with --as.
            """)

    @Argument(
        help: ArgumentHelp(
            "The key to be called with: a .pub file of `cps keygen`, or 64 hexadecimal digits.", valueName: "key"))
    var publicKey: String

    @OptionGroup var numbers: BoundNumberOptions

    @Option(
        help: ArgumentHelp(
            "Where your callers are to store: https://HOST or https://HOST:PORT. Without it, what the .pub file says, or else --service.",
            valueName: "url"))
    var at: String?

    @Option(help: ArgumentHelp("How many days it is valid, 1 to 31.", valueName: "n"))
    var days: Int64 = 7

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What you call this binding: a-z, 0-9 and hyphens.", valueName: "name"))
    var bindingName: String?

    @Option(help: ArgumentHelp("Keep the signed binding in a file, too.", valueName: "file"))
    var save: String?

    @OptionGroup var signer: BindingSignerOptions
    @OptionGroup var service: ServiceOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let name: String
        let expires: Int64
    }

    func validate() throws {
        guard !numbers.number.isEmpty || !numbers.range.isEmpty else {
            throw ValidationError("Give at least one --number or --range.")
        }
        guard (1...31).contains(days) else { throw ValidationError("--days is 1 to 31.") }
    }

    func perform() async throws -> Outcome {
        let address = try CalleeAddress(keyOrFile: publicKey)
        guard let text = at ?? address.service ?? service.service else {
            throw InputError("where are your callers to store? Give --at https://HOST:PORT")
        }
        // Brings it into the one spelling that a binding has.
        let origin = try InputError.naming("--at") {
            try CalleeAddress(publicKey: address.publicKey, service: text).service ?? text
        }
        let now = Date().timeIntervalSince1970
        let binding = try KeyBinding(
            numbers: try numbers.numbers(), publicKey: address.publicKey, service: try CPSOrigin(origin),
            name: try bindingName.map { try BindingName($0) }, sequence: Int64(now * 1000), issuedAt: Int64(now),
            expires: Int64(now) + days * 86_400)
        let signed = try signer.signer().sign(binding)
        if let save { try OrdinaryFile(path: save).write(Array(signed.utf8)) }
        try await service.client(fallback: origin, identity: try signer.identity()).publish(signed)
        if output.json {
            Output.say(try Output.json(Answer(name: binding.name.text, expires: binding.expires)))
        } else {
            Output.say(
                "Published as \(binding.name.text), until \(Wording.date(binding.expires)) at the latest. "
                    + "Publish it again before that.")
        }
        return .done
    }
}
