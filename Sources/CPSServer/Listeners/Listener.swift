public import CPSWire
public import CallPlacement
public import CoreMetrics
package import Hummingbird
internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import HummingbirdTLS
public import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import STIR
public import ServiceLifecycle

/// One listener of the service, to be run until it is told to stop.
///
/// When it is told, it takes no new connections, and requests that are under way finish.
public struct Listener: Service {
    private static let headerByteLimit = 16_384
    private static let headerCountLimit = 64

    private let application: any ApplicationProtocol
    private let name: ListenerError.Name
    private let address: String

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
        let gate = AdmissionGate(
            limit: configuration.limits.requestsUnderWay,
            metrics: AdmissionMetrics(.public, limit: configuration.limits.requestsUnderWay, metrics))
        let responder = PublicResponder(
            store: try StoreRoute(
                service: service.storing, issuance: service.issuance, sealedByteCount: parameters.sealedSize, gate: gate
            ),
            retrieve: RetrieveRoute(service: service.retrieval, entries: parameters.entries, gate: gate),
            information: try InformationRoutes(issuance: service.issuance, parameters: parameters),
            keys: keys.map { KeyLookUpRoutes(service: $0, gate: gate) },
            metrics: RequestMetrics(.public, metrics), logger: logger)
        let server = HTTPServerBuilder { respond in
            watched(
                try HTTP2UpgradeChannel(
                    tlsConfiguration: configuration.certificate.configuration,
                    configuration: HTTP2UpgradeChannel.Configuration(
                        idleTimeout: .seconds(configuration.limits.idleSeconds),
                        gracefulCloseTimeout: .seconds(1),
                        streamConfiguration: httpConfiguration(configuration.limits)),
                    responder: respond),
                configuration.limits)
        }
        return Listener(
            .public, answering(responder), on: server, configuration, metrics, logger: logger, whenBound: whenBound)
    }

    /// The issuance listener: TLS 1.3 with a client certificate, which must be a STIR certificate, and HTTP/1.1.
    ///
    /// - Parameters:
    ///   - keys: the key directory, where the deployment has one.
    ///   - metrics: what counts.
    ///   - whenBound: is told the port once connections are taken.
    /// - Throws: where the certificate cannot be used.
    public static func issuanceListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        trusting anchors: TrustAnchors, clock: ServiceClock, logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory,
        whenBound: @escaping @Sendable (Int) -> Void
    ) throws -> Listener {
        let verification = STIRClientVerification(
            verifier: STIRCertificateVerifier(trustAnchors: anchors), wallSeconds: clock.wallSeconds, logger: logger)
        var tls = configuration.certificate.configuration
        // Asks for a certificate; what is presented is decided on by `verification` alone.
        tls.certificateVerification = .noHostnameVerification
        // So the authorities that the machine trusts need not be read at each start, either.
        tls.trustRoots = .certificates([])
        tls.applicationProtocols = ["http/1.1"]
        let server = HTTPServerBuilder { [tls] respond in
            let http = HTTP1Channel(responder: respond, configuration: httpConfiguration(configuration.limits))
            let verified = try TLSChannel(
                http,
                configuration: HummingbirdTLS.TLSChannelConfiguration(
                    tlsConfiguration: tls, customAsyncVerificationCallback: { await verification.verify($0) }))
            return watched(verified, configuration.limits)
        }
        let responder = IssuanceResponder(
            issuance: service.issuance, keys: keys.map { KeyPublicationRoute(service: $0) },
            gate: AdmissionGate(
                limit: configuration.limits.requestsUnderWay,
                metrics: AdmissionMetrics(.issuance, limit: configuration.limits.requestsUnderWay, metrics)),
            clock: clock, metrics: RequestMetrics(.issuance, metrics), logger: logger)
        return Listener(.issuance, responder, on: server, configuration, metrics, logger: logger, whenBound: whenBound)
    }

    private init(
        _ name: ListenerError.Name, _ responder: some HTTPResponder<ListenerContext>, on server: HTTPServerBuilder,
        _ configuration: ListenerConfiguration, _ metrics: any MetricsFactory, logger: Logger,
        whenBound: @escaping @Sendable (Int) -> Void
    ) {
        self.name = name
        address = "\(configuration.host) port \(configuration.port)"
        application = Application(
            responder: responder,
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: CountedConnections(
                    configuration.limits.connections, on: name, metrics)),
            onServerRunning: { whenBound($0.localAddress?.port ?? 0) },
            logger: logger)
    }

    private static func watched<Base: ServerChildChannel>(
        _ base: Base, _ limits: ListenerLimits
    ) -> WatchedChannel<Base> {
        WatchedChannel(
            base: base, idle: .seconds(Int64(limits.idleSeconds)), stop: .seconds(Int64(limits.stopSeconds)))
    }

    private static func httpConfiguration(_ limits: ListenerLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .seconds(Int64(limits.idleSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: headerByteLimit, maxHeaderListSize: headerByteLimit,
                maxHeaderFieldCount: headerCountLimit))
    }

    /// Runs until it is told to stop.
    ///
    /// - Throws: ``ListenerError`` where the address cannot be listened on.
    public func run() async throws {
        do {
            try await application.run()
        } catch {
            guard let reason = ListenerError.reasonOfAddress(error) else { throw error }
            throw ListenerError(listener: name, address: address, reason: reason)
        }
    }
}
