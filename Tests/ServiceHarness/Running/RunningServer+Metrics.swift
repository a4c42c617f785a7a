internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// The metrics' listener, of a service that was started with one.
extension RunningServer {
    /// The answer to a request to it.
    package func askForMetrics(
        _ path: String = "/metrics", method: String = "GET"
    ) async throws -> (status: Int, text: String) {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(try await metricsPort())\(path)")
        request.method = .init(rawValue: method)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 22)
        return (Int(response.status.code), String(buffer: body))
    }

    /// Its port, which the service says a moment after it is ready, perhaps.
    package func metricsPort() async throws -> Int {
        var port: Int?
        try await eventually("the metrics' listener has a port") {
            port = process.word(after: "metrics at http://127.0.0.1:").flatMap { Int($0.prefix { $0.isNumber }) }
            return port != nil
        }
        guard let port else { throw HarnessError.notStarted(process.output) }
        return port
    }
}
