import ArgumentParser
import CPSClient
import Sealing

/// `cps index`.
struct Index: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the index of a key, and the prefix that its holder asks with.")

    @Argument(
        help: ArgumentHelp(
            "A public key (64 hexadecimal digits), a .pub file, or a key file; no passphrase is needed.",
            valueName: "key"))
    var key: String

    @Option(help: ArgumentHelp("Show so many digits of the index as its prefix.", valueName: "n"))
    var prefixDigits: Int?

    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let index: String
        let prefix: String?
    }

    func perform() async throws -> Outcome {
        let keyFile = try? CalleeKeyFile(path: key)
        let index = PlacementIndex(of: try keyFile?.publicKey ?? CalleeAddress(keyOrFile: key).publicKey)
        let prefix = try (prefixDigits ?? keyFile?.prefixDigits).map { try IndexPrefix(of: index, digits: $0) }?.hex
        if output.json {
            Output.say(try Output.json(Answer(index: index.hex, prefix: prefix)))
        } else {
            Output.say(index.hex)
            if let prefix { Output.say("prefix: \(prefix)") }
        }
        return .done
    }
}
