import CPSWire
import Testing

@Suite("Parameters of a deployment")
struct ServiceParametersTests {
    private static let parameters = ServiceParameters(
        sealedSize: 2048, lifetime: 60, entries: .init(default: 16, maximum: 256), releaseQuantum: 5,
        token: .init(uses: 8, usesPerIndex: 2, epoch: 86_400, grace: 3600),
        issuer: .init(name: "cps.example.com", url: "https://issuer.cps.example.com:8443"))

    private static let json = """
        {"entries":{"default":16,"maximum":256},\
        "issuer":{"name":"cps.example.com","url":"https://issuer.cps.example.com:8443"},\
        "lifetime":60,"releaseQuantum":5,"sealedSize":2048,\
        "token":{"epoch":86400,"grace":3600,"uses":8,"usesPerIndex":2},"version":1}
        """

    @Test("exact bytes, the same every time")
    func bytes() throws {
        for _ in 0..<10 {
            #expect(String(decoding: try Self.parameters.encoded(), as: UTF8.self) == Self.json)
        }
    }

    @Test("what is written is read")
    func roundTrip() throws {
        #expect(try ServiceParameters(json: Self.parameters.encoded()) == Self.parameters)
    }

    @Test("every member is needed", arguments: ["version", "sealedSize", "lifetime", "entries", "releaseQuantum", "token", "issuer"])
    func missingMember(_ name: String) {
        let json = Self.json.replacing("\"\(name)\":", with: "\"other\":")
        #expect(json != Self.json)
        #expect(throws: (any Error).self) { try ServiceParameters(json: Array(json.utf8)) }
    }
}
