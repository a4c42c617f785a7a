internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
package import PrometheusText
public import ServiceLifecycle

/// The operator's listener: what the service counts and measures, in plain HTTP/1.1 for whoever is let near it.
///
/// It asks nobody who they are, so it belongs on a loopback address, or in a network of the operator's own.
public struct MetricsListener: Service {
    /// A Prometheus or two, and somebody who looks.
    private static let limits = ListenerLimits(
        connections: 16, requestsUnderWay: 4, idleSeconds: 30, unreadBytes: 4 << 20, stopSeconds: 1)

    private let application: any ApplicationProtocol
    private let address: String

    /// A listener.
    ///
    /// - Parameters:
    ///   - host: host name or IP address to bind to.
    ///   - port: port to bind to; 0 takes a free one.
    ///   - exposition: what is shown, a factory of all handles.
    ///   - look: looks at the service; `nil` while it is still being started.
    ///   - whenBound: is told the port once connections are taken.
    package init(
        host: String, port: Int, showing exposition: Exposition, logger: Logger,
        looking look: @escaping @Sendable () -> ServiceState?, whenBound: @escaping @Sendable (Int) -> Void
    ) {
        address = "\(host) port \(port)"
        let clients = Clients(of: .metrics, Self.limits, exposition, logger)
        application = Application(
            responder: MetricsResponder(
                exposition: exposition, process: ProcessMetrics(exposition), state: StateMetrics(exposition),
                look: look,
                gate: clients.gate),
            server: HTTPServerBuilder { respond in
                clients.watching(
                    HTTP1Channel(responder: respond, configuration: clients.configuration(isSheddingEarly: false)))
            },
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: clients.connections),
            onServerRunning: { whenBound($0.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Runs until it is told to stop.
    ///
    /// - Throws: ``ListenerError`` where the address cannot be listened on.
    public func run() async throws {
        do {
            try await application.run()
        } catch {
            guard let reason = ListenerError.reasonOfAddress(error) else { throw error }
            throw ListenerError(listener: .metrics, address: address, reason: reason)
        }
    }
}
