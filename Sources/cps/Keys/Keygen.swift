import ArgumentParser
import CPSClient
import Foundation
import Sealing

/// `cps keygen`.
struct Keygen: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a key pair for being called.",
        discussion: """
            Writes FILE with the private key (mode 0600, sealed with a passphrase) and FILE.pub to give to your \
            callers. Neither may be there already.
            """)

    @Argument(help: ArgumentHelp("Where the private key is written.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            """
            Digits of your index that you will ask with, 1 to 64. Fewer hide you among more others. They stay the \
            same for good: who sees two lengths can intersect them.
            """, valueName: "n"))
    var prefixDigits = CalleeKey.standardPrefixDigits

    @Option(
        help: ArgumentHelp("The service that you will ask, written into FILE.pub for your callers.", valueName: "url"))
    var service: String?

    @Flag(help: "Leave the private key unsealed: whoever reads the file has it.")
    var noPassphrase = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let keyFile: String
        let publicFile: String
        let publicKey: String
        let prefixDigits: Int
    }

    func validate() throws {
        guard !noPassphrase || passphrase.passphraseFile == nil else {
            throw ValidationError("Give --passphrase-file or --no-passphrase, not both.")
        }
    }

    func perform() async throws -> Outcome {
        let publicFile = file + ".pub"
        // Before a passphrase is asked for; making the files checks once more.
        for path in [file, publicFile] where FileManager.default.fileExists(atPath: path) {
            throw CPSClientError.fileExists(path)
        }
        let key = try CalleeKey.generate(prefixDigits: prefixDigits)
        let address = try CalleeAddress(publicKey: key.privateKey.publicKey, service: service)
        let keyFile = try CalleeKeyFile(key, passphrase: noPassphrase ? nil : passphrase.ask(confirming: true))
        try keyFile.create(at: file, publicFile: publicFile, address: address)
        if output.json {
            Output.say(
                try Output.json(
                    Answer(
                        keyFile: file, publicFile: publicFile, publicKey: address.publicKeyHex,
                        prefixDigits: prefixDigits)))
        } else {
            Output.say("Your private key is in \(file)\(noPassphrase ? ", NOT sealed" : "").")
            Output.say("Give \(publicFile) to those who call you.")
        }
        return .done
    }
}
