import ServiceHarness
import Testing

/// A retrieval with one thing wrong, and the answer it has to get.
struct BadRetrieval: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int
    let problem: String
    private let target: @Sendable (String) -> String
    private let accept: String

    init(
        _ name: String, _ status: Int, _ problem: String, accept: String = "application/vnd.cps.batch",
        _ target: @escaping @Sendable (String) -> String
    ) {
        self.name = name
        self.status = status
        self.problem = problem
        self.accept = accept
        self.target = target
    }

    var testDescription: String { name }

    /// The request about an index.
    func request(about index: String) -> RawRequest {
        RawRequest("GET", target(index), fields: [("accept", accept)])
    }

    /// The whole table.
    static let all: [BadRetrieval] =
        ["0", "3", "512", "-1", "", "+8", "08", "8.0", "0x8", "%38", "8 ", "99999999999999999999", "8&entries=8"].map {
            value in
            BadRetrieval("entries=\(value)", 400, "malformed-entries") {
                "/cps/\($0)/ppts?entries=\(value.replacing(" ", with: "%20"))"
            }
        } + [
            BadRetrieval("another query", 400, "malformed-entries") { "/cps/\($0)/ppts?limit=8" },
            BadRetrieval("a query of nothing", 400, "malformed-entries") { "/cps/\($0)/ppts?" },
            BadRetrieval("entries in upper case", 400, "malformed-entries") { "/cps/\($0)/ppts?Entries=8" },
            BadRetrieval("an upper-case index", 400, "malformed-index") { "/cps/\($0.uppercased())/ppts?entries=8" },
            BadRetrieval("an index of 65 digits", 400, "malformed-index") { "/cps/\($0)0/ppts?entries=8" },
            BadRetrieval("no index", 400, "malformed-index") { _ in "/cps//ppts?entries=8" },
            BadRetrieval("another letter", 400, "malformed-index") { "/cps/g\($0.dropFirst())/ppts?entries=8" },
            BadRetrieval("another media type", 406, "not-acceptable", accept: "text/html") {
                "/cps/\($0)/ppts?entries=8"
            },
            BadRetrieval("a link as JSON", 406, "not-acceptable", accept: "application/json") {
                "/cps/\($0)/ppts/\(String(repeating: "A", count: 64))"
            },
            BadRetrieval("a handle cut short", 400, "malformed-handle") {
                "/cps/\($0)/ppts/\(String(repeating: "A", count: 63))"
            },
            BadRetrieval("a handle one character long", 400, "malformed-handle") {
                "/cps/\($0)/ppts/\(String(repeating: "A", count: 65))"
            },
            BadRetrieval("a handle of other characters", 400, "malformed-handle") {
                "/cps/\($0)/ppts/\(String(repeating: "A", count: 63))+"
            },
            BadRetrieval("no handle", 400, "malformed-handle") { "/cps/\($0)/ppts/" },
            BadRetrieval("a handle under a malformed index", 400, "malformed-index") {
                "/cps/\($0)0/ppts/\(String(repeating: "A", count: 64))"
            },
        ]
}
