internal import AsyncHTTPClient
public import FoundationEssentials

/// A proxy between the client and the public listener, so that the service does not learn the client's address.
///
/// RFC 8816 section 7.5 wants stores to come over a connection that cannot be correlated with the acquisition of
/// tokens. The issuance listener, which sees a certificate anyway, is asked directly.
public struct AnonymousProxy: Hashable, Sendable {
    private enum Kind: Hashable {
        case http
        case socks
    }

    private let kind: Kind
    private let host: String
    private let port: Int

    /// Reads `http://HOST:PORT` (a proxy that takes CONNECT) or `socks5://HOST:PORT`.
    ///
    /// - Throws: ``CPSClientError/malformedProxy`` for anything else.
    public init(_ url: URL) throws(CPSClientError) {
        guard let host = url.host, !host.isEmpty, let port = url.port, url.path.isEmpty || url.path == "/",
            url.query == nil
        else {
            throw .malformedProxy
        }
        switch url.scheme {
        case "http": kind = .http
        case "socks5": kind = .socks
        default: throw .malformedProxy
        }
        self.host = host
        self.port = port
    }

    var configuration: HTTPClient.Configuration.Proxy {
        switch kind {
        case .http: .server(host: host, port: port)
        case .socks: .socksServer(host: host, port: port)
        }
    }
}
