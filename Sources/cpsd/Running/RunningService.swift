import CPSServer
import CPSWire
import CallPlacement
import KeyDirectory
import LMDBStore
import Logging
import Operation
import STIR
import Sealing
import ServiceLifecycle
import UnixSignals

/// A service from start to stop.
struct RunningService {
    let settings: ServerSettings
    private let clock = ServiceClock.system
    private let logger: Logger

    init(settings: ServerSettings) {
        self.settings = settings
        self.logger = OperatorLog.logger(
            label: "cpsd", level: settings.logLevel,
            hearing: ["CPSServer", "CallPlacement", "LMDBStore", "cpsd", "ServiceLifecycle"])
    }

    /// Serves until a signal or a fault ends it.
    func run() async throws {
        // Before anything else runs: the delay of answers must not go by how much there is to read.
        let schedule = try ReleaseSchedule.calibrated(for: settings.policy)
        let storage = try LMDBStorage.beginning(storageSettings, clock: clock)
        if let format = storage.replacedFormat {
            StartReport.say(
                "NOTICE: \(settings.placementsFolder) was left by an earlier version (format \(format)); nothing in it "
                    + "could live any more, so it has been begun anew")
        }
        do {
            try await serve(from: storage, at: schedule)
        } catch {
            try? await storage.close()
            throw error
        }
        try await storage.close()
        StartReport.say("stopped: all that was acknowledged is kept")
    }

    private func serve(from storage: LMDBStorage, at schedule: ReleaseSchedule) async throws {
        let service = try await CallPlacementService.start(
            policy: settings.policy, schedule: schedule, store: storage, ledger: storage, handleKey: storage.handleKey,
            keyFolder: settings.ledgerFolder, tokenRequestURI: WirePath.tokenRequest, clock: clock, logger: logger)
        let keys = KeyDirectoryService(
            policy: settings.keys, store: storage, service: service,
            verifier: KeyBindingVerifier(
                certificates: STIRCertificateVerifier(trustAnchors: settings.trustAnchors),
                providerCodes: settings.providerCodes),
            clock: clock, logger: logger)
        let report = StartReport(settings: settings, service: service)
        report.sayWhatIsKept()
        let ports = BoundPorts(report: report)
        let issuance = try Listener.issuanceListener(
            settings.issuanceListener, service: service, keys: keys, trusting: settings.trustAnchors, clock: clock,
            logger: logger,
            whenBound: { ports.issuanceIsBound(to: $0) })
        let open = DeferredListener(port: ports.issuancePort) { port in
            let listener = try Listener.publicListener(
                settings.publicListener, service: service, keys: keys, parameters: parameters(issuancePort: port),
                logger: logger,
                whenBound: { ports.publicIsBound(to: $0) })
            // Whoever polls is to find all that lives.
            try await storage.untilTakenUp()
            report.sayHowManyLive(storage.liveCount)
            return listener
        }
        // Stopped in reverse order: the public listener first, what cleans up last.
        var group = ServiceGroupConfiguration(
            services: service.services + [keys, issuance, open], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        // The listeners close what clients leave open a moment earlier; this is for whatever else hangs.
        group.maximumGracefulShutdownDuration = .seconds(settings.publicListener.limits.stopSeconds + 1)
        try await ServiceGroup(configuration: group).run()
    }

    var storageSettings: LMDBStorageSettings {
        var storage = LMDBStorageSettings(
            placementsFolder: settings.placementsFolder, ledgerFolder: settings.ledgerFolder,
            sealedSize: settings.policy.sealedSize.byteCount, limits: settings.policy.limits)
        storage.placementsMapSize = settings.placementsByteLimit
        storage.ledgerMapSize = settings.ledgerByteLimit
        return storage
    }

    private func parameters(issuancePort: Int) -> ServiceParameters {
        let policy = settings.policy
        return ServiceParameters(
            sealedSize: policy.sealedSize.byteCount, lifetime: Int(policy.limits.lifetime.components.seconds),
            entries: settings.entries, releaseQuantum: Int(policy.releaseQuantum / .milliseconds(1)),
            token: ServiceParameters.Token(
                uses: policy.limits.uses, usesPerIndex: policy.limits.usesPerIndex, epoch: Int(policy.epochs.length),
                grace: Int(policy.epochs.grace)),
            issuer: ServiceParameters.Issuer(
                name: policy.name, url: settings.issuanceURL ?? "https://\(policy.name):\(issuancePort)"),
            keys: ServiceParameters.Keys(digits: settings.keys.digits))
    }
}
