public import CPSWire
public import CallPlacement
public import CoreMetrics
package import Hummingbird
internal import HummingbirdCore
internal import HummingbirdHTTP2
public import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import STIR
internal import Sealing
public import ServiceLifecycle

/// One listener of the service, to be run until it is told to stop.
///
/// When it is told, it takes no new connections, and requests that are under way finish.
public struct Listener: Service {
    private let application: any ApplicationProtocol
    private let name: ListenerError.Name
    private let address: String
    private let stopSign: StopSign

    /// The public listener: TLS 1.3, HTTP/1.1 and HTTP/2, and never a client certificate.
    ///
    /// - Parameters:
    ///   - keys: the key directory, where the deployment has one.
    ///   - metrics: what counts.
    ///   - whenBound: is told the port once connections are taken.
    /// - Throws: where the certificate cannot be used.
    public static func publicListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        parameters: ServiceParameters, logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory,
        whenBound: @escaping @Sendable (Int) -> Void
    ) throws -> Listener {
        try publicListener(
            configuration, service: service, keys: keys, parameters: parameters, logger: logger, metrics: metrics,
            answering: { $0 },
            whenBound: whenBound)
    }

    /// The same, with something put before what answers.
    package static func publicListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        parameters: ServiceParameters, logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory,
        answering: (any HTTPResponder<ListenerContext>) -> any HTTPResponder<ListenerContext>,
        whenBound: @escaping @Sendable (Int) -> Void
    ) throws -> Listener {
        let clients = Clients(of: .public, configuration.limits, metrics, logger)
        let gate = clients.gate
        let http = clients.configuration(isSheddingEarly: true)
        let responder = PublicResponder(
            store: try StoreRoute(
                service: service.storing, issuance: service.issuance, sealedByteCount: parameters.sealedSize, gate: gate
            ),
            retrieve: RetrieveRoute(
                service: service.retrieval, schedule: service.schedule, entries: parameters.entries,
                size: try SealedSize(byteCount: parameters.sealedSize), gate: gate),
            information: try InformationRoutes(issuance: service.issuance, parameters: parameters),
            keys: keys.map { KeyLookUpRoutes(service: $0, gate: gate) },
            metrics: RequestMetrics(.public, metrics), logger: logger)
        let server = HTTPServerBuilder { respond in
            clients.watching(
                try ReplaceableChannel(versions: { [configuration.certificate.version] }) {
                    try HTTP2UpgradeChannel(
                        tlsConfiguration: configuration.certificate.value.configuration,
                        configuration: HTTP2UpgradeChannel.Configuration(
                            idleTimeout: .seconds(configuration.limits.idleSeconds),
                            // As long as any connection gets: answers that are under way are sent to their end.
                            gracefulCloseTimeout: .seconds(configuration.limits.stopSeconds),
                            streamConfiguration: http),
                        responder: respond)
                })
        }
        return Listener(
            .public, answering(responder), on: server, configuration, clients, logger: logger, whenBound: whenBound)
    }

    /// The issuance listener: TLS 1.3 with a client certificate, which must be a STIR certificate, and HTTP/1.1.
    ///
    /// - Parameters:
    ///   - keys: the key directory, where the deployment has one.
    ///   - verifier: trusts the authorities whose holders get tokens. Where it is replaced, it decides about connections
    ///     that are open as well, from their next request on.
    ///   - metrics: what counts.
    ///   - whenBound: is told the port once connections are taken.
    /// - Throws: where the certificate cannot be used.
    public static func issuanceListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        trusting verifier: Current<STIRCertificateVerifier>, clock: ServiceClock, logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory,
        whenBound: @escaping @Sendable (Int) -> Void
    ) throws -> Listener {
        let verification = STIRClientVerification(
            verifier: verifier, wallSeconds: clock.wallSeconds, logger: logger)
        let clients = Clients(of: .issuance, configuration.limits, metrics, logger)
        let server = HTTPServerBuilder { respond in
            let http = HTTP1Channel(responder: respond, configuration: clients.configuration(isSheddingEarly: false))
            // New authorities make a new context, too: no session that the former let in is resumed.
            return clients.watching(
                try ReplaceableChannel(versions: { [configuration.certificate.version, verifier.version] }) {
                    try MutualTLSChannel(
                        http, configuration: configuration.certificate.value.mutualConfiguration,
                        verification: verification)
                })
        }
        let responder = IssuanceResponder(
            issuance: service.issuance, keys: keys.map { KeyPublicationRoute(service: $0) },
            verification: verification, gate: clients.gate, clock: clock, metrics: RequestMetrics(.issuance, metrics),
            logger: logger)
        return Listener(
            .issuance, responder, on: server, configuration, clients, logger: logger, whenBound: whenBound)
    }

    private init(
        _ name: ListenerError.Name, _ responder: some HTTPResponder<ListenerContext>, on server: HTTPServerBuilder,
        _ configuration: ListenerConfiguration, _ clients: Clients, logger: Logger,
        whenBound: @escaping @Sendable (Int) -> Void
    ) {
        self.name = name
        stopSign = clients.stopSign
        address = "\(configuration.host) port \(configuration.port)"
        application = Application(
            responder: responder,
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: clients.connections),
            onServerRunning: { channel in
                await clients.guardAccepting(on: channel, logger: logger)
                whenBound(channel.localAddress?.port ?? 0)
            },
            logger: logger)
    }

    /// Runs until it is told to stop.
    ///
    /// - Throws: ``ListenerError`` where the address cannot be listened on.
    public func run() async throws {
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: {
                stopSign.raise()
            }
        } catch {
            guard let reason = ListenerError.reasonOfAddress(error) else { throw error }
            throw ListenerError(listener: name, address: address, reason: reason)
        }
    }
}
