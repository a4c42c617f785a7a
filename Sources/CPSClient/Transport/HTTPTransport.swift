internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// HTTP/1.1 over TLS 1.3, without anything that the caller did not put into the request.
///
/// Connections of different uses share nothing: each use has an HTTP client of its own, and where a request
/// travels alone, its connection closes after it. The STIR certificate is known to one of them only.
final class HTTPTransport: Transport {
    private static let problemLimit = 4096
    private static let connectSeconds: Int64 = 10
    private static let answerSeconds: Int64 = 30

    private let alone: HTTPClient
    private let retrieving: HTTPClient
    private let issuance: HTTPClient?

    init(trust: TLSTrust, identity: STIRIdentity? = nil, proxy: AnonymousProxy? = nil) {
        let direct = Self.configuration(trust: trust)
        var anonymous = direct
        anonymous.proxy = proxy?.configuration
        var once = anonymous
        once.maximumUsesPerConnection = 1
        alone = HTTPClient(eventLoopGroupProvider: .singleton, configuration: once)
        retrieving = HTTPClient(eventLoopGroupProvider: .singleton, configuration: anonymous)
        issuance = identity.map { identity in
            var certified = direct
            certified.tlsConfiguration?.certificateChain = identity.chain
            certified.tlsConfiguration?.privateKey = identity.key
            return HTTPClient(eventLoopGroupProvider: .singleton, configuration: certified)
        }
    }

    deinit {
        // Each closes its connections and is kept alive by its own shutdown until they are closed.
        for client in [alone, retrieving, issuance] { client?.shutdown { _ in } }
    }

    private static func configuration(trust: TLSTrust) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        tls.trustRoots = trust.roots
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(connectSeconds), read: .seconds(answerSeconds)),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        // `Exchange` repeats, once; the library would go on trying until its time is up.
        configuration.connectionPool.retryConnectionEstablishment = false
        // A tracer of the surrounding program would add header fields that name the call.
        configuration.tracing.tracer = nil
        return configuration
    }

    func send(_ request: WireRequest) async throws(CPSClientError) -> WireResponse {
        do {
            return try await exchange(request)
        } catch {
            throw TransportFailure.error(for: error, use: request.use)
        }
    }

    private func exchange(_ request: WireRequest) async throws -> WireResponse {
        var http = HTTPClientRequest(url: request.address.origin + request.target)
        // Not `.RAW`, even of the same name: the library would add a Content-Length of 0 to a GET.
        http.method = request.method == "POST" ? .POST : .GET
        for field in request.fields { http.headers.add(name: field.name, value: field.value) }
        if let body = request.body { http.body = .bytes(body) }
        let response = try await client(for: request.use).execute(http, timeout: .seconds(Self.answerSeconds))
        let status = Int(response.status.code)
        let limit = (200..<300).contains(status) ? request.answerLimit : Self.problemLimit
        let body = try await response.body.collect(upTo: limit)
        return WireResponse(
            status: status, location: response.headers.first(name: "location"),
            retryAfter: response.headers.first(name: "retry-after").flatMap(Int.init),
            entityTag: response.headers.first(name: "etag"),
            body: Array(body.readableBytesView))
    }

    private func client(for use: ConnectionUse) throws(CPSClientError) -> HTTPClient {
        switch use {
        case .alone: return alone
        case .retrieving: return retrieving
        case .issuance:
            guard let issuance else { throw .unusableIdentity }
            return issuance
        }
    }
}
