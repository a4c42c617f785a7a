package import CPSClient
internal import Foundation
package import NIOCore
internal import NIOSSL

/// Where load goes, and how connections to there are made.
package struct LoadTarget: Sendable {
    /// The address that was looked up once; all connections go there.
    package let address: SocketAddress
    /// The version of HTTP that is spoken.
    package let version: HTTPVersion
    /// Requests at once on a connection of HTTP/2.
    package let streams: Int
    private let context: NIOSSLContext
    private let hostName: String?

    /// Looks up a host and prepares TLS 1.3.
    ///
    /// - Parameter isRemoteAllowed: whether the address may be another than this machine's own.
    /// - Throws: ``LoadError``.
    package init(
        host: String, port: Int, trust: TLSTrust, version: HTTPVersion, streams: Int = 32,
        isRemoteAllowed: Bool = false
    ) throws {
        address = try Self.lookUp(host, port: port, isRemoteAllowed: isRemoteAllowed)
        self.version = version
        self.streams = streams
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        tls.trustRoots = trust.roots
        tls.applicationProtocols = [version.protocolName]
        context = try NIOSSLContext(configuration: tls)
        // An IP address is no server name; its certificate is checked against the address itself.
        hostName = (try? SocketAddress(ipAddress: host, port: port)) == nil ? host : nil
    }

    /// Looks up a host; refuses what is not this machine, unless that is allowed.
    package static func lookUp(_ host: String, port: Int, isRemoteAllowed: Bool) throws(LoadError) -> SocketAddress {
        guard let address = try? SocketAddress.makeAddressResolvingHost(host, port: port) else {
            throw LoadError("the name \(host) is not known")
        }
        guard isRemoteAllowed || address.isLoopback else {
            throw LoadError(
                """
                \(host) is not this machine. A service that others use can be slowed down or shut out by this much \
                load, so only 127.0.0.0/8 and ::1 are asked unless --remote says that the service is yours to try
                """)
        }
        return address
    }

    /// The two in `https://HOST:PORT`.
    package static func hostAndPort(_ text: String) throws -> (host: String, port: Int) {
        guard let url = URL(string: text), let host = url.host(percentEncoded: false), !host.isEmpty else {
            throw CPSClientError.malformedServiceURL
        }
        return (host.trimmingCharacters(in: ["[", "]"]), url.port ?? 443)
    }

    func makeTLSHandler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: hostName)
    }
}

extension SocketAddress {
    /// Whether it is an address that a machine talks to itself by.
    package var isLoopback: Bool {
        guard let ip = ipAddress else { return false }
        let v4 = ip.hasPrefix("::ffff:") ? String(ip.dropFirst(7)) : ip
        return ip == "::1" || v4.hasPrefix("127.") && !v4.contains(":")
    }
}

/// Why load could not be offered.
package struct LoadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, and what to do.
    package let description: String

    /// An error that says so.
    package init(_ description: String) {
        self.description = description
    }
}
