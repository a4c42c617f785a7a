import ArgumentParser
import CPSClient
import Foundation
import OutOfBand
import STIR

/// `cps answer`.
struct Answer: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify who is calling you (RFC 8816 section 8.2).",
        discussion: """
            Fetches the PASSporTs that were left for you, and narrows them down to those that prove the caller. With \
            --watch it asks at a steady pace until one does. Certificates are fetched from where the PASSporT says, \
            which tells that server of the call: --certificate keeps it from being asked.
            """)

    @OptionGroup var key: KeyOptions

    @Option(help: ArgumentHelp("The number or URI that is shown as calling.", valueName: "number"))
    var from: String

    @Option(help: ArgumentHelp("The number or URI that rings. May be given several times.", valueName: "number"))
    var to: [String]

    @Option(
        help: ArgumentHelp(
            "A PASSporT that came with the call. The service is not asked then. May be given several times.",
            valueName: "passport"))
    var passport: [String] = []

    @Flag(help: "Keep asking until a PASSporT proves the caller.")
    var watch = false

    @Option(help: ArgumentHelp("With --watch: seconds between two questions.", valueName: "seconds"))
    var interval = 2.0

    @Option(help: ArgumentHelp("With --watch: stop after so many seconds.", valueName: "seconds"))
    var timeout: Double?

    @Flag(help: "Say step by step what was kept, what fell out, and why.")
    var explain = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var service: ServiceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard watch || timeout == nil else { throw ValidationError("--timeout goes with --watch.") }
        guard !watch || passport.isEmpty else {
            throw ValidationError("--watch asks the service, and --passport does not.")
        }
        guard (0.1...3600).contains(interval), (timeout ?? 0) >= 0 else {
            throw ValidationError("--interval is 0.1 to 3600 seconds, --timeout not negative.")
        }
    }

    func perform() async throws -> Outcome {
        let call = IncomingCall(
            caller: try PartyInput.identity(from, option: "--from"),
            called: Set(try to.map { try PartyInput.identity($0, option: "--to") }), inBand: passport,
            identifier: "the call")
        let report = try await report(on: call, by: try verification())
        if output.json {
            Output.say(try Output.json(VerificationSummary(report)))
        } else {
            let words = VerificationSummary(report)
            for line in explain ? words.steps.map(\.words) + [words.conclusion] : [words.conclusion] {
                Output.say(line)
            }
        }
        if let failure = report.failures.first, report.verified.isEmpty { throw failure }
        if !report.verified.isEmpty { return .done }
        return VerificationSummary.isRefusal(report) ? .refused : .nothing
    }

    private func verification() throws -> VerificationService {
        let callee = try key.open(try CalleeKeyFile(path: key.keyFile))
        let published = try? CalleeAddress(keyOrFile: key.keyFile + ".pub").service
        let address = try service.origin(fallback: published)
        let anchors = try trust.anchors()
        return VerificationService(
            verifier: PassportVerifier(
                certificates: STIRCertificateVerifier(trustAnchors: anchors), freshness: trust.freshness),
            certificates: try trust.certificates(), inboxes: [Inbox(key: callee, service: address)],
            services: try service.placements(at: address), retrievals: watch ? 1 : CallPlacementClient.mostRetrievals,
            replays: ReplayWindow(seconds: 600), now: { Int64(Date().timeIntervalSince1970) })
    }

    /// Asks once, or at a steady pace until the caller is proved or the time is over. The last answer counts.
    private func report(on call: IncomingCall, by verification: VerificationService) async throws -> VerificationReport
    {
        let start = ContinuousClock.now
        var questions = 0
        while true {
            let report = await verification.verify(call)
            questions += 1
            let next = start + .seconds(interval) * questions
            let isOver = timeout.map { next >= start + .seconds($0) } ?? false
            if let failure = report.failures.first, !failure.isTemporary { throw failure }
            guard watch, report.verified.isEmpty, !isOver else { return report }
            try await Task.sleep(until: max(next, ContinuousClock.now), clock: .continuous)
        }
    }
}
