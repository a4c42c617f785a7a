import CallAgent
import Crypto
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import STIR

/// An agent without a socket.
struct AgentFixture {
    static let now: Int64 = 1_800_000_000
    static let caller = "12155551212"
    static let called = "12155551213"

    let services: ScriptedServices
    let clock = ManualClock()
    let counters = AgentCounters()
    let readiness = Readiness()
    let underWay: WorkUnderWay
    let responder: AgentResponder

    init(
        _ services: ScriptedServices? = nil, policy: SigningPolicy = SigningPolicy(), late: LateVerification = .none,
        isOverTCP: Bool = true, signs: Bool = true, credentialEnd: Int64? = nil, most: Int = 1000
    ) throws {
        let services = try services ?? ScriptedServices(passport: .success(Self.passport()))
        self.services = services
        let logger = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }
        let underWay = WorkUnderWay(clock: clock, limit: .seconds(10), most: most)
        self.underWay = underWay
        let deadline = Deadline(limit: .milliseconds(250), clock: clock, underWay: underWay)
        let signing = SigningEndpoint(
            services: services, policy: policy, deadline: deadline, counters: counters, logger: logger)
        responder = AgentResponder(
            signing: signs ? signing : nil,
            verification: VerificationEndpoint(
                services: services, whenLate: late, deadline: deadline, counters: counters, logger: logger),
            gateway: GatewayEndpoint(
                services: services, notStored: policy.notStored, deadline: deadline, counters: counters, logger: logger
            ),
            health: HealthEndpoint(
                readiness: readiness, counters: counters, underWay: underWay, credentialEnd: credentialEnd,
                now: { Self.now }),
            isOverTCP: isOverTCP, counters: counters)
    }

    /// A PASSporT with some key.
    static func passport(
        to called: String = called, extension: PassportExtension? = nil
    ) throws -> String {
        try PassportSigner(key: P256.Signing.PrivateKey(), certificates: .url("https://example.com/c.pem")).sign(
            extension: `extension` ?? .shaken(.full, .random()), issuedAt: now,
            origin: .number(try TelephoneNumber(digits: caller)),
            destinations: PassportDestinations(numbers: [try TelephoneNumber(digits: called)], uris: []))
    }

    struct Answer {
        let status: Int
        let json: JSONValue

        /// The member at a path.
        subscript(_ path: String...) -> JSONValue? {
            path.reduce(json as JSONValue?) { value, name in value?.members?[name] }
        }

        var messageID: String? { self["requestError", "serviceException", "messageId"]?.text }
        var text: String? { self["requestError", "serviceException", "text"]?.text }
        var variable: String? { self["requestError", "serviceException", "variables"]?.elements?.first?.text }
    }

    /// Asks, as a SIP server does.
    func post(
        _ path: String, _ body: String, host: String? = "127.0.0.1:8190",
        fields: [(String, String)] = [("content-type", "application/json")], method: HTTPRequest.Method = .post
    ) async throws -> Answer {
        try await ask(method, path, Array(body.utf8), host: host, fields: fields)
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = [], host: String? = "127.0.0.1:8190",
        fields: [(String, String)] = []
    ) async throws -> Answer {
        var headers = HTTPFields()
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let context = BasicRequestContext(
            source: ApplicationRequestContextSource(
                channel: EmbeddedChannel(), logger: Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }))
        let response = try await responder.respond(to: request, context: context)
        let collector = BodyCollector()
        try await response.body.write(collector)
        let json = JSONParser.parse(collector.bytes)
        return Answer(status: response.status.code, json: json ?? .null)
    }
}

private final class BodyCollector: ResponseBodyWriter {
    var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes += Array(buffer.readableBytesView) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
