import ArgumentParser
import CPSClient
import Foundation

/// `cps tokens take`.
struct TokensTake: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Move a token from the wallet into a file, to spend it on several calls.",
        discussion: """
            For 'cps store --token FILE'. The service can link everything that is stored with one token; 'cps store' \
            without it takes a fresh token for every call.
            """)

    @Argument(help: ArgumentHelp("The file, which must not be there yet.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The service's name, where the wallet has tokens for several.", valueName: "name"))
    var name: String?

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Outcome {
        try TokenFile(path: file).take(
            from: try wallet.open(), for: name, at: Int64(Date().timeIntervalSince1970))
        Output.say(output.json ? try Output.json(["token": file]) : "A token is in \(file).")
        return .done
    }
}
