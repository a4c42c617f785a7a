import ArgumentParser
import CPSClient
import STIR

/// `cps store`.
struct Store: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Leave the PASSporTs of one call for the number that is called.",
        discussion: """
            All PASSporTs and all keys given at once are of one call, and share its token. Run it once for every \
            call. Where no PASSporT is given, they are read from standard input, one a line.
            """)

    @Argument(
        help: ArgumentHelp(
            "PASSporTs in full form. Other users of this machine may see them here; --file and standard input are safe.",
            valueName: "passport"))
    var passports: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("A file of PASSporTs, one a line; - is standard input.", valueName: "file"))
    var file: [String] = []

    @Option(
        help: ArgumentHelp(
            "Whom for: a public key (64 hexadecimal digits) or a .pub file. May be given several times.",
            valueName: "key"))
    var to: [String]

    @Option(
        help: ArgumentHelp(
            "Spend this token of `cps tokens take`, again and again: the service can link what was stored with it.",
            valueName: "file"))
    var token: String?

    @OptionGroup var service: ServiceOptions
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let copies: Int
        let tokens: Int
        let lifetime: Int
    }

    func perform() async throws -> Outcome {
        let addresses = try to.map { try CalleeAddress(keyOrFile: $0) }
        let services = Set(addresses.compactMap(\.service))
        guard service.service != nil || services.count < 2 else {
            throw InputError("the keys name different services: store to each on its own, or give --service")
        }
        let client = try service.client(fallback: services.first)
        let (passports, recipients) = (try passportsToStore(), addresses.map(\.publicKey))
        let receipt =
            if let token {
                try await client.store(passports, to: recipients, sharing: TokenFile(path: token))
            } else {
                try await client.store(passports, to: recipients, spendingFrom: try wallet.open())
            }
        if output.json {
            Output.say(
                try Output.json(Answer(copies: receipt.copies, tokens: receipt.tokens, lifetime: receipt.lifetime)))
        } else {
            let copies = receipt.copies == 1 ? "1 copy" : "\(receipt.copies) copies"
            Output.say("Stored \(copies), to be kept \(receipt.lifetime) s; tokens spent: \(receipt.tokens).")
        }
        return .done
    }

    /// Reads them all and checks their form, so that nothing is spent on what nobody could read.
    private func passportsToStore() throws -> [String] {
        let files = passports.isEmpty && file.isEmpty ? ["-"] : file
        let read = try files.flatMap { try TextFile.read($0).split(whereSeparator: \.isNewline).map(String.init) }
        let all = passports + read
        for text in all { _ = try UnverifiedPassport(text) }
        return all
    }
}
