import CallAgent
import HTTPTypes
import STIR
import SeededRandomness
import Testing

/// What the agent asks of a request before it reads it.
struct HTTPTests {
    private static let path = SigningShapeTests.path
    private static let json = [("content-type", "application/json")]

    @Test(arguments: [
        "127.0.0.1", "127.0.0.1:8190", "127.1.2.3:1", "localhost", "LOCALHOST:8190", "[::1]", "[::1]:8190",
    ])
    func thisMachineIsAnswered(host: String) async throws {
        #expect(try await AgentFixture().post(Self.path, SigningShapeTests.body(), host: host).status == 200)
    }

    @Test(arguments: [
        "evil.example", "evil.example:8190", "127.0.0.1.evil.example", "localhost.evil.example", "128.0.0.1", "127.0.0",
        "127.0.0.256", "127.0.0.1:x", "127.0.0.1:", "[::2]", "[::1", "[::1]x", "", "user@localhost", "0x7f.0.0.1",
        "127.0.0.+1",
    ])
    func anotherHostIsNot(host: String) async throws {
        let agent = try AgentFixture()
        let answer = try await agent.post(Self.path, SigningShapeTests.body(), host: host)
        #expect(answer.status == 421)
        #expect(answer.messageID == "SVC4210")
        #expect(try await agent.ask(.get, "/health", host: host).status == 421)
        #expect(agent.services.asked.signed.isEmpty)
    }

    @Test func noHostIsNoHost() async throws {
        #expect(try await AgentFixture().post(Self.path, SigningShapeTests.body(), host: nil).status == 421)
    }

    @Test(arguments: [("origin", "http://127.0.0.1:8190"), ("origin", "null"), ("sec-fetch-site", "same-origin")])
    func aWebPageIsNot(name: String, value: String) async throws {
        let agent = try AgentFixture()
        let fields = Self.json + [(name, value)]
        let answer = try await agent.post(Self.path, SigningShapeTests.body(), fields: fields)
        #expect(answer.status == 403)
        #expect(answer.messageID == "SVC4031")
        #expect(try await agent.ask(.get, "/health", fields: [(name, value)]).status == 403)
        #expect(agent.services.asked.signed.isEmpty)
    }

    @Test func aUnixSocketHasNoHost() async throws {
        let agent = try AgentFixture(isOverTCP: false)
        #expect(try await agent.post(Self.path, SigningShapeTests.body(), host: "agent").status == 200)
    }

    @Test(arguments: [
        [], [("content-type", "text/plain")], [("content-type", "application/x-www-form-urlencoded")],
        [("content-type", "application/jsonx")],
        [("content-type", "application/json"), ("content-type", "text/plain")],
    ])
    func theBodyHasToSayThatItIsJSON(fields: [(String, String)]) async throws {
        let answer = try await AgentFixture().post(Self.path, SigningShapeTests.body(), fields: fields)
        #expect(answer.status == 415)
        #expect(answer.messageID == "SVC4004")
    }

    @Test func parametersOfTheMediaTypeDoNotMatter() async throws {
        let fields = [("content-type", "Application/JSON; charset=utf-8")]
        #expect(try await AgentFixture().post(Self.path, SigningShapeTests.body(), fields: fields).status == 200)
    }

    @Test(arguments: ["/", "", "/stir/v1/signing/", "/stir/v1/signing?x", "/stir/v1", "/health/x"])
    func anotherPathIsNotFound(path: String) async throws {
        let answer = try await AgentFixture().post(path, SigningShapeTests.body())
        #expect(answer.status == 404)
        #expect(answer.messageID == "SVC4003")
    }

    @Test func anotherMethodIsNotAllowed() async throws {
        let agent = try AgentFixture()
        for path in [SigningShapeTests.path, VerificationShapeTests.path, "/gateway/outbound", "/gateway/inbound"] {
            let answer = try await agent.ask(.get, path)
            #expect(answer.status == 405)
            #expect(answer.messageID == "POL4050")
        }
        #expect(try await agent.post("/health", "{}").status == 405)
    }

    @Test(arguments: [
        "", "{", "[]", "7", "{}x", #"{"signingRequest":{},"signingRequest":{}}"#,
        #"{"signingRequest":{"attest":"A","attest":"A"}}"#, "\u{feff}{}",
    ])
    func whatIsNotOneJSONObjectIsRefused(body: String) async throws {
        let answer = try await AgentFixture().post(Self.path, body)
        #expect(answer.status == 400)
        #expect(answer.messageID == (body.isEmpty ? "SVC4000" : "SVC4006"))
    }

    @Test func badUTF8IsRefused() async throws {
        let body = Array(#"{"signingRequest":"#.utf8) + [0x22, 0xff, 0x22, 0x7d]
        let answer = try await AgentFixture().ask(.post, Self.path, body, fields: Self.json)
        #expect(answer.messageID == "SVC4006")
    }

    @Test(arguments: [100, 60_000])
    func whatNestsDeepIsRefused(depth: Int) async throws {
        let body = #"{"signingRequest":"# + String(repeating: "[", count: depth)
        #expect(try await AgentFixture().post(Self.path, body).messageID == "SVC4006")
        let whole = body + String(repeating: "]", count: depth) + "}"
        #expect(try await AgentFixture().post(Self.path, whole).messageID == "SVC4006" || whole.utf8.count > 131_072)
    }

    @Test func aBodyThatIsTooLongIsRefused() async throws {
        let filler = String(repeating: "x", count: AgentResponder.bodyByteLimit)
        let answer = try await AgentFixture().post(Self.path, SigningShapeTests.body("filler", #""\#(filler)""#))
        #expect(answer.status == 413)
        #expect(answer.messageID == "SVC4130")
    }

    @Test func anotherRequestIsMissed() async throws {
        #expect(try await AgentFixture().post(Self.path, VerificationShapeTests.body()).messageID == "SVC4001")
        #expect(try await AgentFixture().post(Self.path, #"{"signingRequest":[]}"#).messageID == "SVC4005")
    }

    @Test func whateverComesIsAnswered() async throws {
        var random = SeededGenerator(seed: 5)
        let agent = try AgentFixture()
        var statuses: Set<Int> = []
        for (path, body) in [
            (SigningShapeTests.path, SigningShapeTests.body()),
            (VerificationShapeTests.path, VerificationShapeTests.body()),
            ("/gateway/outbound", try GatewayShapeTests.outbound()), ("/gateway/inbound", GatewayShapeTests.inbound),
        ] {
            for _ in 0..<500 {
                let mutated = random.mutation(of: Array(body.utf8))
                let answer = try await agent.ask(.post, path, mutated, fields: Self.json)
                statuses.insert(answer.status)
                #expect(answer.json.members?.count == 1)
            }
        }
        #expect(statuses == [200, 400, 422])
    }

    @Test func healthSaysWhetherAndWhyNot() async throws {
        let agent = try AgentFixture(credentialEnd: AgentFixture.now)
        #expect(try await agent.ask(.get, "/health").status == 200)
        agent.readiness.set(.wallet, "no tokens")
        let answer = try await agent.ask(.get, "/health")
        #expect(answer.status == 503)
        #expect(answer["status"]?.text == "not ready")
        #expect(answer["reasons"] == .array([.string("no tokens")]))
        #expect(answer["counts", "signed"]?.integer == 0)
        let expired = try AgentFixture(credentialEnd: AgentFixture.now - 1)
        #expect(try await expired.ask(.get, "/health").status == 503)
    }

    @Test(arguments: ["127.0.0.1:0", "127.9.9.9:8190", "[::1]:8190", "localhost:1", "unix:/run/a.sock"])
    func loopbackAndSocketsAreListenedOn(address: String) {
        #expect(ListenAddress(address) != nil)
    }

    @Test(arguments: [
        "0.0.0.0:8190", "[::]:8190", "192.168.1.1:80", "example.com:80", "127.0.0.1", ":8190", "127.0.0.1:65536",
        "unix:", "8190", "", "unix:/\(String(repeating: "x", count: 108))", "127.0.0.1.example.com:80",
    ])
    func nothingElseIs(address: String) {
        #expect(ListenAddress(address) == nil)
    }
}
