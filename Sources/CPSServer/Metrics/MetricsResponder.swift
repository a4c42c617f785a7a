internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PrometheusText

/// Answers on the metrics' listener: `GET /metrics`, and nothing else.
struct MetricsResponder: HTTPResponder {
    /// The one path that there is.
    static let path = "/metrics"

    let exposition: Exposition
    let process: ProcessMetrics
    let state: StateMetrics
    /// Looks at the service; `nil` while it is still being started.
    let look: @Sendable () -> ServiceState?
    /// Writing them takes work: whoever asks often waits in no queue, but is turned away.
    let gate: AdmissionGate

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        guard request.head.path == Self.path else {
            return Self.refusal(.notFound, "There is /metrics, and nothing else.")
        }
        guard request.method == .get || request.method == .head else {
            return Self.refusal(.methodNotAllowed, "Send GET.", adding: [.allow: "GET, HEAD"])
        }
        let answer = await gate.admit {
            // Not on an event loop, which has answers to send at their time.
            await withTaskExecutorPreference(globalConcurrentExecutor) { text() }
        }
        guard let answer else { return Self.refusal(.serviceUnavailable, "Too many ask at once.") }
        let response = Self.plain(answer, .ok, [.contentType: Exposition.mediaType, .cacheControl: "no-store"])
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func text() -> String {
        process.show()
        if let seen = look() { state.show(seen) }
        return exposition.text
    }

    private static func refusal(
        _ status: HTTPResponse.Status, _ sentence: String, adding fields: HTTPFields = [:]
    ) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
        headers.append(contentsOf: fields)
        return plain(sentence + "\n", status, headers)
    }

    private static func plain(_ text: String, _ status: HTTPResponse.Status, _ headers: HTTPFields) -> Response {
        Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
