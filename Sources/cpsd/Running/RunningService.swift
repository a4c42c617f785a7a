import CPSServer
import CPSWire
import CallPlacement
import CoreMetrics
import KeyDirectory
import LMDBStore
import Logging
import Operation
import PrometheusText
import STIR
import Sealing
import ServiceLifecycle
import UnixSignals

/// A service from start to stop.
struct RunningService {
    let settings: ServerSettings
    private let source: SettingsSource
    /// What the operator asked for, which there may be no descriptors for.
    private let connectionsWanted: Int
    private let clock = ServiceClock.system
    private let logger: Logger
    /// `nil` where metrics are not shown: then nothing is counted.
    private let exposition: Exposition?
    private var metrics: any MetricsFactory { exposition ?? NOOPMetricsHandler.instance }

    /// A service; nothing is opened yet. There is one in a process: it takes what libraries count, too.
    init(settings: ServerSettings, source: SettingsSource) {
        connectionsWanted = settings.publicListener.limits.connections
        self.settings = settings.with(descriptors: OpenFiles.raise())
        self.source = source
        exposition = settings.metrics == nil ? nil : Exposition(MetricCatalogue.all)
        if let exposition { MetricsSystem.bootstrap(exposition) }
        self.logger = OperatorLog.logger(
            label: "cpsd", level: settings.logLevel, format: settings.logFormat,
            hearing: ["CPSServer", "CallPlacement", "LMDBStore", "cpsd", "ServiceLifecycle"])
    }

    /// Serves until a signal or a fault ends it.
    func run() async throws {
        let reloads = await UnixSignalsSequence(trapping: .sighup)
        // Before anything else runs: the delay of answers must not go by how much there is to read.
        let schedule = try ReleaseSchedule.calibrated(for: settings.policy)
        let storage = try LMDBStorage.beginning(storageSettings, clock: clock)
        if let format = storage.replacedFormat {
            StartReport.say(
                "NOTICE: \(settings.placementsFolder) was left by an earlier version (format \(format)); nothing in it "
                    + "could live any more, so it has been begun anew")
        }
        do {
            try await serve(from: storage, at: schedule, reloadingOn: reloads)
        } catch {
            try? await storage.close()
            throw error
        }
        try await storage.close()
        StartReport.say("stopped: all that was acknowledged is kept")
    }

    private func serve(
        from storage: LMDBStorage, at schedule: ReleaseSchedule, reloadingOn signals: UnixSignalsSequence
    ) async throws {
        let service = try await CallPlacementService.start(
            policy: settings.policy, schedule: schedule, store: storage, ledger: storage, handleKey: storage.handleKey,
            keyFolder: settings.ledgerFolder, tokenRequestURI: WirePath.tokenRequest, clock: clock, logger: logger,
            metrics: metrics)
        let clients = Current(STIRCertificateVerifier(trustAnchors: settings.trustAnchors))
        let keys = KeyDirectoryService(
            policy: settings.keys, store: storage, service: service,
            verifier: KeyBindingVerifier(
                certificates: clients.value, providerCodes: settings.providerCodes),
            clock: clock, logger: logger)
        let report = StartReport(settings: settings, service: service)
        report.sayWhatIsKept()
        report.warn(ofConnectionsWanted: connectionsWanted)
        let ports = BoundPorts(report: report)
        let issuance = try Listener.issuanceListener(
            settings.issuanceListener, service: service, keys: keys, trusting: clients, clock: clock,
            logger: logger, metrics: metrics,
            whenBound: { ports.issuanceIsBound(to: $0) })
        let open = DeferredListener(port: ports.issuancePort) { port in
            let listener = try Listener.publicListener(
                settings.publicListener, service: service, keys: keys, parameters: parameters(issuancePort: port),
                logger: logger, metrics: metrics,
                whenBound: { ports.publicIsBound(to: $0) })
            // Whoever polls is to find all that lives.
            try await storage.untilTakenUp()
            report.sayHowManyLive(storage.liveCount)
            return listener
        }
        let parts = ReloadableParts(
            publicListener: settings.publicListener, issuanceListener: settings.issuanceListener, clients: clients,
            issuanceQuota: service.issuanceQuota, keys: keys, logger: logger)
        let reload = ReloadService(
            signals: signals,
            reloader: Reloader(settings, from: source, parts: parts, clock: clock, logger: logger))
        let watch = StorageWatch(storage: storage, logger: logger)
        let listeners = SimultaneousServices(services: [issuance, open])
        // Stopped in reverse order: the listeners first, what cleans up last, and then nobody looks any more.
        var group = ServiceGroupConfiguration(
            services: metricsListener(storage, service) + service.services + [keys, watch, reload, listeners],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        // The listeners close what clients leave open a moment earlier, and TLS takes its leave for a second; this is for
        // whatever else hangs.
        group.maximumGracefulShutdownDuration = .seconds(settings.publicListener.limits.stopSeconds + 2)
        try await ServiceGroup(configuration: group).run()
    }

    /// What shows the metrics; nothing where they are not to be shown.
    private func metricsListener(_ storage: LMDBStorage, _ service: CallPlacementService) -> [any Service] {
        guard let exposition, let metrics = settings.metrics else { return [] }
        let view = ServiceView(
            storage: storage, service: service, epochLength: settings.policy.epochs.length, clock: clock,
            publicCertificate: settings.publicListener.certificate,
            issuanceCertificate: settings.issuanceListener.certificate)
        return [
            MetricsListener(
                host: metrics.host, port: metrics.port, showing: exposition, logger: logger,
                looking: { view.state }, whenBound: { StartReport.sayMetricsAreShown(metrics, port: $0) })
        ]
    }

    private var storageSettings: LMDBStorageSettings {
        var storage = settings.storage
        storage.metrics = metrics
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
