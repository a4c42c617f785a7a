public import CPSClient
public import STIR

/// An out-of-band verification service (RFC 8816 section 8.2): finds the PASSporTs of a call that has arrived, and
/// narrows them down to those that prove who calls.
public struct VerificationService: Sendable {
    let verifier: PassportVerifier
    let certificates: any CertificateSource
    let inboxes: [Inbox]
    let services: PlacementServices
    let retrievals: Int
    let pace: RetrievalPace
    let replays: ReplayWindow
    let now: @Sendable () -> Int64

    /// Makes a service.
    ///
    /// - Parameters:
    ///   - verifier: Knows whom to trust, and how old "iat" may be.
    ///   - certificates: Finds the certificates of signers.
    ///   - inboxes: The keys of the called parties, and where PASSporTs for them lie.
    ///   - services: The clients of those places.
    ///   - retrievals: How often a service is asked for one call, at the most: again only where it has more for a key
    ///     than an answer holds. Who asks at a steady pace takes 1.
    ///   - pace: How often a service is asked whatever it answers.
    ///   - replays: What vouched for which call so far.
    ///   - now: The time, seconds since 1970 UTC.
    public init(
        verifier: PassportVerifier, certificates: any CertificateSource, inboxes: [Inbox],
        services: PlacementServices, retrievals: Int = CallPlacementClient.mostRetrievals,
        pace: RetrievalPace = .once, replays: ReplayWindow, now: @escaping @Sendable () -> Int64
    ) {
        self.verifier = verifier
        self.certificates = certificates
        self.inboxes = inboxes
        self.services = services
        self.retrievals = retrievals
        self.pace = pace
        self.replays = replays
        self.now = now
    }

    /// Takes all steps for a call. Where the signaling carried PASSporTs, these are examined and no service is asked.
    public func verify(_ call: IncomingCall) async -> VerificationReport {
        let identifier = call.identifier ?? "once \(UInt64.random(in: .min ... .max))"
        guard call.inBand.isEmpty else {
            return await examine(RetrievedSet(inBand: call.inBand), for: call, identifier)
        }
        var best = VerificationReport.nothing
        for await retrieved in pace.answers({ await retrieve(for: call.called) }) {
            let report = await examine(retrieved, for: call, identifier)
            if !report.verified.isEmpty { return report }
            if best.examined.isEmpty || report.fallen.count > best.fallen.count { best = report }
        }
        return best
    }

    /// Steps 1, its end, to 6, and what comes after, for what was found.
    private func examine(
        _ retrieved: RetrievedSet, for call: IncomingCall, _ identifier: String
    ) async -> VerificationReport {
        var fallen: [FallenPassport] = []
        var examined: [VerificationStep: Int] = [:]
        /// Notes how many a step was given and which fell out, and gives those it kept.
        func narrow<Kept>(_ step: VerificationStep, of count: Int, _ narrowed: Narrowed<Kept>) -> [Kept] {
            examined[step] = count
            fallen += narrowed.fallen
            return narrowed.kept
        }
        let read = narrow(.retrieval, of: retrieved.count, candidates(of: retrieved))
        let supported = narrow(.extensions, of: read.count, supported(read))
        let matching = narrow(.parties, of: supported.count, matching(supported, call))
        let trusted = narrow(.credentials, of: matching.count, await trusted(matching))
        let fresh = narrow(.freshness, of: trusted.count, fresh(trusted))
        let signed = narrow(.signature, of: fresh.count, signed(fresh))
        // Nothing is used up for a call that nobody waits for any more.
        let unused = Task.isCancelled ? [] : narrow(.replay, of: signed.count, unused(signed, for: identifier))
        return VerificationReport(
            verified: unused, fallen: fallen, examined: examined, unreadable: retrieved.unreadable,
            distinctCalls: Self.distinctCalls(signed), failures: retrieved.failures)
    }
}
