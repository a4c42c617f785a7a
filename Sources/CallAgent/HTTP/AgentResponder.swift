internal import HTTPTypes
package import Hummingbird
internal import NIOCore
internal import STIR

/// Answers the SIP servers of this machine.
package struct AgentResponder: HTTPResponder {
    /// The most bytes of a body: eight Identity values of the usual kind fit several times over.
    package static let bodyByteLimit = 131_072

    private let signing: SigningEndpoint?
    private let verification: VerificationEndpoint
    private let gateway: GatewayEndpoint
    private let health: HealthEndpoint
    private let clients: LocalClient
    private let counters: AgentCounters

    /// All endpoints. Without one for signing, signing is answered with what is missing.
    package init(
        signing: SigningEndpoint?, verification: VerificationEndpoint, gateway: GatewayEndpoint,
        health: HealthEndpoint, isOverTCP: Bool, counters: AgentCounters
    ) {
        self.signing = signing
        self.verification = verification
        self.gateway = gateway
        self.health = health
        clients = LocalClient(isOverTCP: isOverTCP)
        self.counters = counters
    }

    package func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        do {
            return try await answer(to: request)
        } catch let fault as RequestFault {
            if fault == .overloaded { counters.add(.overloaded) }
            if (400..<500).contains(fault.status) { counters.add(.malformed) }
            return Self.response(fault.json, status: fault.status)
        }
    }

    private func answer(to request: Request) async throws -> Response {
        if let refusal = clients.refusal(of: request.head) { throw refusal }
        guard let route = AgentRoute(rawValue: request.head.path ?? "") else { throw RequestFault.notFound }
        if route == .health {
            guard request.method == .get else { throw RequestFault.methodNotAllowed("GET") }
            let state = health.state
            return Self.response(state.json, status: state.isReady ? 200 : 503)
        }
        guard request.method == .post else { throw RequestFault.methodNotAllowed("POST") }
        let body = try await Self.body(of: request)
        let json: JSONValue =
            switch route {
            case .signing:
                if let signing {
                    try await signing.respond(to: body)
                } else {
                    throw RequestFault.notConfigured("signing, which needs credential.chain and credential.key")
                }
            case .verification: try await verification.respond(to: body)
            case .outbound: try await gateway.respond(toOutbound: body)
            case .inbound: try await gateway.respond(toInbound: body)
            case .health: health.state.json
            }
        return Self.response(json, status: 200)
    }

    /// The body, which has to say that it is JSON: a web page cannot say so without asking first, which is not answered.
    private static func body(of request: Request) async throws -> [UInt8] {
        let types = request.headers[values: .contentType]
        let type = types.first?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard types.count == 1, type == "application/json" else { throw RequestFault.wrongMediaType }
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= bodyByteLimit else { throw RequestFault.tooLarge }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    private static func response(_ json: JSONValue, status: Int) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.deterministicBytes)))
    }
}
