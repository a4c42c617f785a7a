internal import BlindTokens
internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird

/// What the service says about itself.
struct InformationRoutes: Sendable {
    let issuance: IssuanceService
    private let encodedParameters: [UInt8]

    init(issuance: IssuanceService, parameters: ServiceParameters) throws {
        self.issuance = issuance
        self.encodedParameters = try parameters.encoded()
    }

    /// `GET /.well-known/cps`.
    var parameters: Answer { .answer(encodedParameters, as: MediaType.json) }

    /// `GET /health`.
    var health: Answer { .answer(Array("{\"status\":\"ok\"}".utf8), as: MediaType.json) }

    /// `GET /.well-known/private-token-issuer-directory` (RFC 9578 section 4), on both listeners the same bytes.
    func issuerDirectory() -> Answer {
        .answer(issuance.directory.json, as: MediaType.issuerDirectory)
    }

    /// `GET /problems/{name}`: what a problem's type means.
    func explanation(of name: Substring) -> Answer {
        guard let type = ProblemType(rawValue: String(name)) else { return .problem(.notFound) }
        return .answer(Array((type.detail + "\n").utf8), as: "text/plain; charset=utf-8")
    }
}
