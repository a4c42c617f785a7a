internal import CPSClient
internal import Credentials
internal import Foundation
internal import KeyDirectory
internal import Logging
internal import Operation
internal import OutOfBand
internal import STIR
internal import Sealing
internal import ServiceLifecycle
internal import UnixSignals

/// The agent of a configuration, from start to stop.
package struct Agent: Sendable {
    /// The longest that the first fill of the wallet holds up the start.
    private static let startLimit = Duration.seconds(10)

    private let settings: AgentSettings
    private let logger: Logger
    private let clock = ContinuousClock()
    private let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    private let counters = AgentCounters()
    private let readiness = Readiness()

    /// An agent; nothing is opened yet.
    package init(settings: AgentSettings) {
        self.settings = settings
        logger = OperatorLog.logger(
            label: "cps agent", level: settings.logLevel, format: settings.logFormat,
            hearing: ["CallAgent", "cps", "ServiceLifecycle"])
    }

    /// Serves until a signal or a fault ends it. Work that is under way then is finished.
    ///
    /// - Parameter whenReady: is told the port once it answers; 0 for a Unix socket.
    package func run(whenReady: @escaping @Sendable (Int) -> Void) async throws {
        let underWay = WorkUnderWay(
            clock: clock, limit: .seconds(settings.stopSeconds), most: settings.mostUnderWay)
        let deadline = Deadline(limit: settings.deadline, clock: clock, underWay: underWay)
        let wallet = try Wallet(folder: settings.walletFolder)
        let placements = try PlacementServices(wallet: wallet, services: settings.chosenServices) {
            [service = settings.service] (address) throws(CPSClientError) in
            try service.client(of: address)
        }
        let copies = copies(placements)
        let services = services(placements, copies)
        let tokens = try tokens(wallet)
        let keepers = tokens.enumerated().map { number, tokens in
            WalletKeeper(
                stock: tokens, number: number, plan: settings.refill, pauses: RandomPauses(), clock: clock,
                counters: counters,
                readiness: readiness, logger: logger)
        }
        if !keepers.isEmpty {
            _ = try await Deadline(limit: Self.startLimit, clock: clock, underWay: underWay).value(whenLate: .goesOn) {
                await withDiscardingTaskGroup { group in
                    for keeper in keepers { group.addTask { await keeper.begin() } }
                }
            }
        }
        let listener = AgentListener(
            settings.listen, responder: responder(services, deadline, underWay), logger: logger, whenBound: whenReady)
        var all: [any Service] = [underWay]
        all.append(
            CertificateKeeper(
                cache: settings.certificates.cache, addresses: settings.certificates.prefetch,
                lists: settings.certificates.revocationLists,
                meanPause: .seconds(settings.certificates.timeToLive) / 4, pauses: RandomPauses(), clock: clock,
                logger: logger))
        for keeper in keepers { all.append(keeper) }
        if !copies.isEmpty {
            all.append(
                DirectoryKeeper(
                    copies, meanPause: settings.directoryRefresh, pauses: RandomPauses(), clock: clock,
                    logger: logger))
        }
        if let cover = try cover(placements, settings.service.url == nil ? nil : tokens.first, wallet) {
            all.append(cover)
        }
        all.append(listener)
        // Stopped in reverse order: the listener first, and last what goes on after calls were answered.
        var group = ServiceGroupConfiguration(
            services: all, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(settings.stopSeconds + 1)
        try await ServiceGroup(configuration: group).run()
    }

    private var signerCertificates: STIRCertificateVerifier {
        STIRCertificateVerifier(trustAnchors: settings.anchors, revocation: settings.certificates.revocation)
    }

    /// Copies of the directories, where they are fetched ahead of calls.
    private func copies(_ placements: PlacementServices) -> [PrefetchedRecipients] {
        guard settings.directoryRefresh > .zero else { return [] }
        return settings.directories.map { directory in
            PrefetchedRecipients(
                directory: directory, services: placements,
                verifier: KeyBindingVerifier(certificates: signerCertificates),
                certificateExtension: settings.serviceExtension, now: now)
        }
    }

    private func services(
        _ placements: PlacementServices, _ copies: [PrefetchedRecipients]
    ) -> OutOfBandServices {
        let certificates = signerCertificates
        let asked = DirectoryRecipients(
            directories: settings.directories, services: placements,
            verifier: KeyBindingVerifier(certificates: certificates),
            certificateExtension: settings.serviceExtension, now: now)
        let directories: [any RecipientSource] = copies.isEmpty ? [asked] : copies
        let placement = PassportPlacement(
            recipients: AllRecipients([settings.recipients] + directories), services: placements)
        let verification = VerificationService(
            verifier: PassportVerifier(certificates: certificates, freshness: settings.freshness),
            certificates: settings.certificates.source, inboxes: settings.inboxes, services: placements,
            pace: settings.pace, replays: ReplayWindow(seconds: UInt16(clamping: 2 * Int(settings.freshness))), now: now
        )
        let credentials = settings.credential.map { [$0.signing] } ?? []
        return OutOfBandServices(
            authentication: AuthenticationService(
                credentials: credentials, policy: settings.originators, placement: placement, now: now),
            retargeting: RetargetingService(
                credentials: credentials, verification: verification, placement: placement),
            verification: verification,
            gateway: GatewayService(placement: placement, verification: verification))
    }

    private func responder(
        _ services: OutOfBandServices, _ deadline: Deadline, _ underWay: WorkUnderWay
    ) -> AgentResponder {
        let signing = settings.credential.map { _ in
            SigningEndpoint(
                services: services, policy: settings.signing, deadline: deadline, counters: counters, logger: logger)
        }
        let isOverTCP = if case .loopback = settings.listen { true } else { false }
        return AgentResponder(
            signing: signing,
            verification: VerificationEndpoint(
                services: services, whenLate: settings.lateVerification, deadline: deadline, counters: counters,
                logger: logger),
            gateway: GatewayEndpoint(
                services: services, notStored: settings.signing.notStored, deadline: deadline, counters: counters,
                logger: logger),
            health: HealthEndpoint(
                readiness: readiness, counters: counters, underWay: underWay,
                credentialEnd: settings.credential?.signing.credential.expires, now: now),
            isOverTCP: isOverTCP, counters: counters)
    }

    /// The tokens that are kept ready, where there is a certificate to get them with: those of `service.url` first, and
    /// of every other service that is stored at.
    private func tokens(_ wallet: Wallet) throws(CPSClientError) -> [ServiceTokens] {
        guard let credential = settings.credential, settings.refill.high > 0 else { return [] }
        var tokens: [ServiceTokens] = []
        for url in settings.storingServices {
            tokens.append(
                ServiceTokens(
                    client: try settings.service.client(of: url, identity: credential.identity), wallet: wallet,
                    now: now))
        }
        return tokens
    }

    private func cover(
        _ placements: PlacementServices, _ tokens: ServiceTokens?, _ wallet: Wallet
    ) throws -> CoverTraffic? {
        let budget = settings.cover
        guard budget.storesPerHour + budget.pollsPerHour > 0 else { return nil }
        let recipients = try (0..<SelfAddressedCover.keys).map { _ in try RecipientPrivateKey.generate().publicKey }
        return CoverTraffic(
            work: SelfAddressedCover(
                client: try settings.service.url.map { (url) throws(CPSClientError) in try placements.client(of: url) },
                wallet: wallet, stock: tokens, reserve: settings.refill.low,
                recipients: recipients, inboxes: settings.inboxes, services: placements, pauses: RandomPauses()),
            budget: budget, pauses: RandomPauses(), clock: clock, now: now, counters: counters, logger: logger)
    }
}
