public import CPSWire
public import CallPlacement
package import Hummingbird
internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import HummingbirdTLS
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

    /// The public listener: TLS 1.3, HTTP/1.1 and HTTP/2, and never a client certificate.
    ///
    /// - Parameters:
    ///   - keys: the key directory, where the deployment has one.
    ///   - whenBound: is told the port once connections are taken.
    /// - Throws: where the certificate cannot be used.
    public static func publicListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        parameters: ServiceParameters, logger: Logger, whenBound: @escaping @Sendable (Int) -> Void
    ) throws -> Listener {
        try publicListener(
            configuration, service: service, keys: keys, parameters: parameters, logger: logger, answering: { $0 },
            whenBound: whenBound)
    }

    /// The same, with something put before what answers.
    package static func publicListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        parameters: ServiceParameters, logger: Logger,
        answering: (any HTTPResponder<ListenerContext>) -> any HTTPResponder<ListenerContext>,
        whenBound: @escaping @Sendable (Int) -> Void
    ) throws -> Listener {
        let clients = Clients(configuration.limits)
        let gate = clients.gate
        let http = clients.configuration(configuration.limits, isSheddingEarly: true)
        let responder = PublicResponder(
            store: try StoreRoute(
                service: service.storing, issuance: service.issuance, sealedByteCount: parameters.sealedSize, gate: gate
            ),
            retrieve: RetrieveRoute(
                service: service.retrieval, schedule: service.schedule, entries: parameters.entries,
                size: try SealedSize(byteCount: parameters.sealedSize), gate: gate),
            information: try InformationRoutes(issuance: service.issuance, parameters: parameters),
            keys: keys.map { KeyLookUpRoutes(service: $0, gate: gate) },
            logger: logger)
        let server = HTTPServerBuilder { respond in
            WatchedChannel(
                base: try HTTP2UpgradeChannel(
                    tlsConfiguration: configuration.certificate.configuration,
                    configuration: HTTP2UpgradeChannel.Configuration(
                        idleTimeout: .seconds(configuration.limits.idleSeconds),
                        gracefulCloseTimeout: .seconds(1),
                        streamConfiguration: http),
                    responder: respond),
                limits: configuration.limits, places: clients.places)
        }
        return Listener(
            .public, answering(responder), on: server, configuration, clients, logger: logger, whenBound: whenBound)
    }

    /// The issuance listener: TLS 1.3 with a client certificate, which must be a STIR certificate, and HTTP/1.1.
    ///
    /// - Parameters:
    ///   - keys: the key directory, where the deployment has one.
    ///   - whenBound: is told the port once connections are taken.
    /// - Throws: where the certificate cannot be used.
    public static func issuanceListener(
        _ configuration: ListenerConfiguration, service: CallPlacementService, keys: KeyDirectoryService? = nil,
        trusting anchors: TrustAnchors, clock: ServiceClock, logger: Logger,
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
        let clients = Clients(configuration.limits)
        let server = HTTPServerBuilder { [tls] respond in
            let http = HTTP1Channel(
                responder: respond, configuration: clients.configuration(configuration.limits, isSheddingEarly: false))
            let verified = try TLSChannel(
                http,
                configuration: HummingbirdTLS.TLSChannelConfiguration(
                    tlsConfiguration: tls, customAsyncVerificationCallback: { await verification.verify($0) }))
            return WatchedChannel(base: verified, limits: configuration.limits, places: clients.places)
        }
        let responder = IssuanceResponder(
            issuance: service.issuance, keys: keys.map { KeyPublicationRoute(service: $0) },
            gate: clients.gate, clock: clock, logger: logger)
        return Listener(
            .issuance, responder, on: server, configuration, clients, logger: logger, whenBound: whenBound)
    }

    private init(
        _ name: ListenerError.Name, _ responder: some HTTPResponder<ListenerContext>, on server: HTTPServerBuilder,
        _ configuration: ListenerConfiguration, _ clients: Clients, logger: Logger,
        whenBound: @escaping @Sendable (Int) -> Void
    ) {
        self.name = name
        address = "\(configuration.host) port \(configuration.port)"
        application = Application(
            responder: responder,
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: OpenPlaces(places: clients.places)),
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
            try await application.run()
        } catch {
            guard let reason = Self.reasonOfAddress(error) else { throw error }
            throw ListenerError(listener: name, address: address, reason: reason)
        }
    }

    /// Why an address cannot be listened on; `nil` for an error of another kind.
    private static func reasonOfAddress(_ error: any Error) -> String? {
        switch error {
        case is IOError: "\(error)"
        case is SocketAddressError, is SocketAddressError.UnknownHost, is NIOConnectionError:
            "no address of this machine has that name"
        default: nil
        }
    }
}
