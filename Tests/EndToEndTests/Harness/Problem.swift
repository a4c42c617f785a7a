import Foundation
import ServiceHarness
import Testing

/// An error answer (RFC 9457), read without the service's own code.
private struct Problem: Decodable {
    let type: String
    let status: Int
    let detail: String
}

/// Expects a whole and correct error answer; to `HEAD`, one without its body.
func expectProblem(
    _ response: RawResponse, _ status: Int, _ type: String, toHead isHead: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(response.status == status, sourceLocation: sourceLocation)
    #expect(response.only("content-type") == "application/problem+json", sourceLocation: sourceLocation)
    if isHead {
        #expect(response.body.isEmpty, sourceLocation: sourceLocation)
    } else {
        let problem = try JSONDecoder().decode(Problem.self, from: Data(response.body))
        #expect(problem.type == "/problems/\(type)", sourceLocation: sourceLocation)
        #expect(problem.status == status, sourceLocation: sourceLocation)
        #expect(problem.detail.count > 20, sourceLocation: sourceLocation)
    }
    switch status {
    case 401:
        let challenge = response.only("www-authenticate") ?? ""
        #expect(challenge.hasPrefix(#"PrivateToken challenge=""#), sourceLocation: sourceLocation)
    case 405: #expect(response.only("allow")?.isEmpty == false, sourceLocation: sourceLocation)
    case 503: #expect(response.only("retry-after").flatMap { Int($0) } != nil, sourceLocation: sourceLocation)
    default: break
    }
}
