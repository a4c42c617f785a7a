import ArgumentParser
import CPSClient
import Foundation
import LoadGeneration

/// `cps load`.
struct Load: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Offer load to a service of your own, and measure its answers.",
        discussion: """
            Stores, polls, or calls (a store, and then a poll that must find it). Tokens are got and everything is \
            sealed and signed before the clock starts. Requests are begun at a steady rate whatever comes back, and \
            their latencies count from the moment they should have begun; with --rate max each connection sends the \
            next when the one before is answered. It ends with 0 only where nothing failed but what --allow names.
            """)

    @Argument(help: "What to ask: stores, polls or calls.")
    var kind: LoadKind

    @OptionGroup var service: ServiceOptions
    @OptionGroup var amount: LoadAmountOptions
    @OptionGroup var polling: LoadPollOptions

    @Option(
        help: ArgumentHelp(
            "Your STIR certificate chain in PEM, leaf first: what stores are made with needs tokens.",
            valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("The private key of the certificate, in PEM.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("Stores that share a token; by default each has a fresh one.", valueName: "n"))
    var storesPerToken = 1

    @Option(
        name: .customLong("allow"), parsing: .singleValue,
        help: ArgumentHelp(
            "What may fail: refused (an answer of another status), unanswered (a connection or an answer that did not come), missed (a poll that should have found something). May be given several times.",
            valueName: "what"))
    var allowed: [LoadFailure] = []

    @Flag(help: "The service is not on this machine, and you may try it as hard as this.")
    var remote = false

    @Flag(help: "A line each second on standard error, also where that is no terminal.")
    var progress = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard kind != .polls || polling.finding > 0 || (certificate == nil && key == nil) else {
            throw ValidationError("--certificate and --key are for stores, calls, and polls with --finding.")
        }
        guard (kind == .polls && polling.finding == 0) || (certificate != nil && key != nil) else {
            throw ValidationError("What stores are made with needs tokens: give --certificate and --key.")
        }
        guard kind == .polls || polling.finding == 0 else {
            throw ValidationError("--finding is for polls: all polls of calls find something.")
        }
        guard (1...1000).contains(storesPerToken) else { throw ValidationError("--stores-per-token is 1 to 1000.") }
        guard service.proxy == nil else {
            throw ValidationError("--proxy does not go with load: it would be the proxy that is measured.")
        }
    }

    func perform() async throws -> Outcome {
        let identity = try certificate.flatMap { chain in
            try key.map { try STIRIdentity(chainFile: chain, keyFile: $0) }
        }
        let target = try target()
        let client = try service.client(identity: identity)
        let watch = LoadWatch(isShown: progress || isatty(STDERR_FILENO) == 1)
        let preparation = LoadPreparation(client: client, version: amount.http, isRemoteAllowed: remote) {
            watch.tell($0)
        }
        let run = LoadRun(
            try await preparation.work(for: order), to: target, load: amount.load(for: kind),
            threads: amount.threads)
        let report = try await watch.watching(run) { try await run.run() }
        Output.say(output.json ? try report.json() : report.text)
        return LoadFailure.outcome(of: report, allowing: allowed)
    }

    /// Where load goes, once it is sure that it may.
    private func target() throws -> LoadTarget {
        guard let text = service.service else { throw InputError("which service? Give --service https://HOST:PORT") }
        let (host, port) = try LoadTarget.hostAndPort(text)
        let trust = try service.tlsCa.map { try TLSTrust.authorities(inFile: $0) } ?? .system
        return try LoadTarget(
            host: host, port: port, trust: trust, version: amount.http, streams: amount.streams,
            isRemoteAllowed: remote)
    }

    private var order: LoadOrder {
        var order = LoadOrder(kind, amount.load(for: kind))
        order.entries = polling.entries
        order.prefixDigits = polling.prefixDigits
        order.finding = polling.finding
        order.livePrefixes = polling.livePrefixes
        order.livePerPrefix = polling.livePerPrefix
        order.pollsPerCall = polling.pollsPerCall
        order.checkedOneIn = polling.checkOneIn
        order.storesPerToken = storesPerToken
        return order
    }
}

extension LoadKind: ExpressibleByArgument {}
extension HTTPVersion: ExpressibleByArgument {}
