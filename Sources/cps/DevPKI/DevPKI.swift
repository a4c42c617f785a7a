import ArgumentParser
import STIR
import ThrowawayPKI

/// `cps dev-pki`.
struct DevPKI: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev-pki",
        abstract: "Make a THROWAWAY certificate authority, for development and demonstrations only.",
        discussion: """
            Fills a folder with an authority for STIR, one for TLS, the service's certificate and a caller's; and, to \
            play the rest of the cast, a delegating authority with a delegate, a forger (whose numbers are others) and \
            a caller whose certificate was withdrawn. Their keys lie there as plain text, so whoever reads the folder \
            is every authority in it. The folder `public` in it has no keys: the chains, as x5u is served, and the \
            revocation lists. What is there already stays as it is.
            """)

    @Argument(help: ArgumentHelp("The folder, made where it is not there.", valueName: "folder"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "A DNS name or IP address that the service is reached by. May be given several times.", valueName: "name"))
    var name: [String] = ["localhost", "127.0.0.1", "::1"]

    @Option(help: ArgumentHelp("The first number that the caller's certificate covers.", valueName: "number"))
    var numbersFrom = "12155551200"

    @Option(help: ArgumentHelp("How many numbers it covers, at least 2.", valueName: "n"))
    var numbersCount: UInt64 = 100

    @Option(
        help: ArgumentHelp("The service provider code in the caller's certificate; none without it.", valueName: "code")
    )
    var provider: String?

    @Option(
        help: ArgumentHelp("The first of the 100 numbers that the forger's certificate covers.", valueName: "number"))
    var forgerNumbersFrom = ThrowawayFolder.forgerStart

    @Option(
        help: ArgumentHelp(
            """
            A call placement service, as an https URL, that the certificates of caller and delegate name. May be given \
            several times.
            """, valueName: "url"))
    var cps: [String] = []

    @Option(
        help: ArgumentHelp(
            "The object identifier of the extension that names it; one for examples without it.", valueName: "oid"))
    var cpsOid: String?

    @Option(
        help: ArgumentHelp(
            "Where the folder `public` will be served; certificates then name their revocation list there.",
            valueName: "url"))
    var publicURL: String?

    @Option(help: ArgumentHelp("Days that everything is valid.", valueName: "n"))
    var days: Int64 = 30

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...3650).contains(days) else { throw ValidationError("--days is 1 to 3650.") }
        guard numbersCount >= 2 else { throw ValidationError("--numbers-count is at least 2.") }
        guard cps.allSatisfy({ $0.hasPrefix("https://") }), cps.count <= CallPlacementServiceExtension.maximumServices
        else { throw ValidationError("--cps is an https URL, up to 8 times.") }
    }

    func perform() async throws -> Outcome {
        let first = try InputError.naming("--numbers-from") { try TelephoneNumber(canonicalising: numbersFrom) }
        guard let numbers = try? TelephoneNumberRange(start: first, count: numbersCount) else {
            throw InputError(
                """
                --numbers-from and --numbers-count: so many numbers do not follow, all of the same length, on one that \
                is made of digits only
                """)
        }
        let code = try provider.map { text in try InputError.naming("--provider") { try ServiceProviderCode(text) } }
        let forger = try InputError.naming("--forger-numbers-from") {
            try TelephoneNumberRange(start: TelephoneNumber(canonicalising: forgerNumbersFrom), count: 100)
        }
        var contents = try ThrowawayFolder(
            serverNames: name, callerProvider: code,
            callerNumbers: numbers, forgerNumbers: forger, validity: .days(days))
        contents.services = cps
        contents.publicURL = publicURL
        if let cpsOid {
            contents.serviceExtension = try InputError.naming("--cps-oid") {
                try CallPlacementServiceExtension(objectIdentifier: cpsOid)
            }
        }
        let made = try contents.write(into: folder)
        if output.json {
            Output.say(try Output.json(["made": made]))
        } else {
            Output.say(
                made.isEmpty ? "Everything was there already." : "Made in \(folder): \(made.joined(separator: ", ")).")
            Output.say("This is a THROWAWAY authority: never use it for anything but development and demonstrations.")
        }
        return .done
    }
}
