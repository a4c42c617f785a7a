import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A client that takes HTTP/2 where it is offered.
package struct HTTP2Client {
    /// An answer, and the protocol it came by.
    package struct Answer {
        package let response: RawResponse
        package let isHTTP2: Bool
        package var status: Int { response.status }
    }

    private let client: HTTPClient
    private let port: Int

    /// Makes a client for the public listener, uses it and shuts it down.
    package static func use(_ server: RunningServer, _ use: (HTTP2Client) async throws -> Void) async throws {
        try await self.use(server.publicEndpoint, use)
    }

    /// The same, for an endpoint.
    package static func use(_ endpoint: Endpoint, _ use: (HTTP2Client) async throws -> Void) async throws {
        var endpoint = endpoint
        endpoint.applicationProtocols = ["h2", "http/1.1"]
        var configuration = HTTPClient.Configuration(tlsConfiguration: try endpoint.tls)
        configuration.localAddress = endpoint.localAddress
        let client = HTTPClient(configuration: configuration)
        do {
            try await use(HTTP2Client(client: client, port: endpoint.port))
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    /// Sends what a raw request says, but for `Host` and `Content-Length`, which the client writes itself.
    package func send(_ raw: RawRequest) async throws -> Answer {
        var request = HTTPClientRequest(url: "https://localhost:\(port)\(raw.target)")
        request.method = .init(rawValue: raw.method)
        for field in raw.fields where field.name != "host" && field.name != "content-length" {
            request.headers.add(name: field.name, value: field.value)
        }
        if !raw.body.isEmpty { request.body = .bytes(raw.body, length: .known(Int64(raw.body.count))) }
        let response = try await client.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 1 << 24)
        let fields = response.headers.map { (name: $0.name, value: $0.value) }
        return Answer(
            response: RawResponse(
                status: Int(response.status.code), fields: fields, body: Array(body.readableBytesView)),
            isHTTP2: response.version == .http2)
    }
}
