import ArgumentParser
import CPSClient

/// `cps poll`.
struct Poll: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask whether somebody is calling you.",
        discussion: """
            Every answer has the same size, call or no call. With --watch it asks at a steady pace, so that nobody \
            on the network sees when a call came; without, it asks again at once where there is more than one answer holds.
            It ends with 2 only when none of what was found is to be believed, with --watch too.
            """)

    @OptionGroup var key: KeyOptions
    @OptionGroup var service: ServiceOptions

    @Option(
        help: ArgumentHelp("Entries of an answer, a power of two; the service's default without it.", valueName: "n"))
    var entries: Int?

    @Option(
        help: ArgumentHelp("Digits of your index to ask with. Only what the key has kept is taken.", valueName: "n"))
    var prefixDigits: Int?

    @Flag(help: "Change the digits that the key asks with, for good. Who sees both lengths can intersect them.")
    var changePrefix = false

    @Flag(help: "Keep asking until interrupted.")
    var watch = false

    @Option(help: ArgumentHelp("With --watch: seconds between two questions.", valueName: "seconds"))
    var interval = 2.0

    @Option(help: ArgumentHelp("With --watch: stop after so many seconds.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("With --watch: stop after so many calls.", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Keep the answer in a file, for `cps open`.", valueName: "file"))
    var save: String?

    @OptionGroup var verification: VerificationOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard watch || (timeout == nil && count == nil) else {
            throw ValidationError("--timeout and --count go with --watch.")
        }
        guard !(watch && save != nil) else {
            throw ValidationError("--save keeps one answer: it does not go with --watch.")
        }
        guard (0.1...3600).contains(interval), (timeout ?? 0) >= 0, (count ?? 1) >= 1 else {
            throw ValidationError("--interval is 0.1 to 3600 seconds, --timeout not negative, --count at least 1.")
        }
        guard !changePrefix || prefixDigits != nil else {
            throw ValidationError("--change-prefix needs --prefix-digits.")
        }
    }

    func perform() async throws -> Outcome {
        let callee = try key.open(try keyFile())
        let client = try service.client(fallback: try? CalleeAddress(keyOrFile: key.keyFile + ".pub").service)
        let reporter = CallReporter(verification: try verification.verification(), json: output.json)
        if watch {
            let watch = CallWatch(
                client: client, key: callee, entries: entries, interval: .seconds(interval),
                end: timeout.map { ContinuousClock.now + .seconds($0) }, count: count, reporter: reporter)
            return try await watch.run()
        }
        guard let save else { return try await reporter.report(try await client.poll(callee, entries: entries)) }
        let batch = try await client.batch(callee, entries: entries)
        try OrdinaryFile(path: save).write(batch)
        return try await reporter.report(try SavedBatch.open(batch, key: callee.privateKey))
    }

    /// The key file, with another prefix length where that was asked for twice over.
    private func keyFile() throws -> CalleeKeyFile {
        let file = try CalleeKeyFile(path: key.keyFile)
        guard let prefixDigits, prefixDigits != file.prefixDigits else { return file }
        guard changePrefix else {
            throw InputError(
                "\(CPSClientError.prefixDiffers) with --change-prefix. This key asks with \(file.prefixDigits) digits")
        }
        let changed = try file.changingPrefix(toDigits: prefixDigits)
        try changed.write(to: key.keyFile)
        return changed
    }
}
