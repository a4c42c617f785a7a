internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Listens until it is told to stop; requests that are under way then finish.
package struct AgentListener: Service {
    private static let headerByteLimit = 65_536
    private static let headerCountLimit = 64
    private static let idleSeconds: Int64 = 60
    /// Each connection has one request at a time.
    private static let mostConnections = 512

    private let application: Application<AgentResponder>
    private let address: ListenAddress

    /// A listener.
    ///
    /// - Parameter whenBound: is told the port once connections are taken; 0 for a Unix socket.
    package init(
        _ address: ListenAddress, responder: AgentResponder, logger: Logger,
        whenBound: @escaping @Sendable (Int) -> Void
    ) {
        self.address = address
        let server = HTTPServerBuilder { respond in
            HTTP1Channel(
                responder: respond,
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: .seconds(Self.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: Self.headerByteLimit, maxHeaderListSize: Self.headerByteLimit,
                        maxHeaderFieldCount: Self.headerCountLimit)))
        }
        application = Application(
            responder: responder, server: server,
            configuration: ApplicationConfiguration(
                address: address.bindAddress,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            onServerRunning: { channel in
                if case .unixSocket(let path) = address {
                    // Until here it was its owner's alone by the mask that the program set at its start.
                    try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
                }
                whenBound(channel.localAddress?.port ?? 0)
            },
            logger: logger)
    }

    package func run() async throws {
        try await application.run()
        if case .unixSocket(let path) = address { try? FileManager.default.removeItem(atPath: path) }
    }
}

extension ListenAddress {
    var bindAddress: BindAddress {
        switch self {
        case .loopback(let host, let port): .hostname(host, port: port)
        case .unixSocket(let path): .unixDomainSocket(path: path)
        }
    }
}
