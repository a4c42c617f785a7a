import CallAgent
import OutOfBand
import STIR
import Testing

/// The shape of `POST /stir/v1/signing`.
struct SigningShapeTests {
    static let path = "/stir/v1/signing"

    /// A request with one member replaced, or left out for `nil`.
    static func body(_ name: String = "", _ value: String? = nil) -> String {
        var members = [
            "attest": #""A""#, "orig": #"{"tn":"12155551212"}"#, "dest": #"{"tn":["12155551213"]}"#,
            "iat": "1443208345", "origid": #""123e4567-e89b-12d3-a456-426655440000""#,
        ]
        if !name.isEmpty { members[name] = value }
        return #"{"signingRequest":{"# + members.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}}"
    }

    @Test func whatIsAskedIsSignedAndStored() async throws {
        let agent = try AgentFixture()
        let answer = try await agent.post(Self.path, Self.body())
        #expect(answer.status == 200)
        let identity = try #require(answer["signingResponse", "identity"]?.text)
        #expect(identity.hasSuffix(#";info=<https://example.com/c.pem>;alg=ES256;ppt="shaken""#))
        #expect(answer["signingResponse", "stored"] == .bool(true))
        let asked = agent.services.asked
        let call = try #require(asked.signed.first)
        #expect(try call.origin == .number(TelephoneNumber(digits: "12155551212")))
        #expect(call.destinations.numbers.map(\.digits) == ["12155551213"])
        #expect(call.attestation == .full)
        #expect(call.issuedAt == 1_443_208_345)
        #expect(call.originationIdentifier?.text == "123e4567-e89b-12d3-a456-426655440000")
        #expect(asked.stored.count == 1)
        #expect(asked.stored.first?.0 == [identity])
        #expect(asked.stored.first?.1 == call.destinations)
        #expect(agent.counters[.signed] == 1)
        #expect(agent.counters[.stored] == 1)
    }

    @Test(arguments: [
        (#"{"tn":"+1 (215) 555-1212"}"#, "12155551212"), (#"{"uri":"tel:+1-215-555-1212;ext=1"}"#, "12155551212"),
        (#"{"uri":"sip:+12155551212@example.com;user=phone"}"#, "12155551212"),
    ])
    func numbersAreMadeCanonical(written: String, canonical: String) async throws {
        let agent = try AgentFixture()
        #expect(try await agent.post(Self.path, Self.body("orig", written)).status == 200)
        #expect(
            agent.services.asked.signed[0].origin == .number(try TelephoneNumber(digits: canonical)))
    }

    @Test func urisStayURIs() async throws {
        let agent = try AgentFixture()
        let uri = "sip:alice@example.com"
        #expect(try await agent.post(Self.path, Self.body("dest", #"{"uri":["\#(uri)"]}"#)).status == 200)
        #expect(agent.services.asked.signed[0].destinations.uris == [uri])
    }

    @Test(arguments: ["iat", "origid"])
    func whatTheSignalingNeedNotSayMayBeMissing(name: String) async throws {
        let agent = try AgentFixture()
        #expect(try await agent.post(Self.path, Self.body(name, nil)).status == 200)
        #expect(try await agent.post(Self.path, Self.body(name, "null")).status == 200)
    }

    @Test func unknownMembersArePassedOver() async throws {
        #expect(try await AgentFixture().post(Self.path, Self.body("unheard", "[1,{}]")).status == 200)
    }

    @Test(arguments: ["attest", "orig", "dest"])
    func whatIsNeededIsMissed(name: String) async throws {
        let answer = try await AgentFixture().post(Self.path, Self.body(name, nil))
        #expect(answer.status == 400)
        #expect(answer.messageID == "SVC4001")
        #expect(answer.variable == "signingRequest." + name)
    }

    @Test(arguments: [
        ("attest", #""D""#), ("attest", "1"), ("attest", #"["A"]"#), ("orig", #""12155551212""#), ("orig", "[]"),
        ("orig", #"{"tn":12155551212}"#), ("orig", #"{"tn":"1215555CALL"}"#), ("orig", #"{"tn":"12155+551212"}"#),
        ("orig", #"{"tn":"++12155551212"}"#), ("orig", #"{"tn":"1234567890123456789012345678901234567890"}"#),
        ("orig", #"{"tn":["12155551212","12155551214"]}"#), ("orig", #"{"tn":"1","uri":"sip:a@b"}"#),
        ("orig", #"{"uri":"alice"}"#), ("orig", #"{"uri":"sip:a b"}"#), ("orig", #"{"uri":"tel:CALL"}"#),
        ("orig", "{}"), ("dest", #"{"tn":[1]}"#), ("dest", #"{"tn":{"tn":"1"}}"#), ("dest", "7"),
        ("dest", #"{"tn":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}"#),
        ("iat", #""1443208345""#), ("iat", "-1"), ("iat", "1.5"), ("iat", "1e400"), ("iat", "99999999999999999999"),
        ("origid", #""not-a-uuid""#), ("origid", "{}"), ("div", "7"), ("div", #"{"tn":"x"}"#),
    ])
    func whatHasAnotherFormIsNamed(name: String, value: String) async throws {
        let agent = try AgentFixture()
        let answer = try await agent.post(Self.path, Self.body(name, value))
        #expect(answer.status == 400)
        #expect(answer.messageID == "SVC4005")
        #expect(answer.variable?.hasPrefix("signingRequest." + name) == true)
        #expect(answer.text?.contains("1215") == false)
        #expect(agent.services.asked.signed.isEmpty && agent.services.asked.diverted.isEmpty)
        #expect(agent.counters[.malformed] == 1)
    }

    @Test func aDestinationWithoutPartiesIsMissed() async throws {
        let answer = try await AgentFixture().post(Self.path, Self.body("dest", #"{"tn":[]}"#))
        #expect(answer.messageID == "SVC4001")
        #expect(answer.variable == "signingRequest.dest.tn")
    }

    @Test func aDivertedCallIsNested() async throws {
        let agent = try AgentFixture()
        let passport = try AgentFixture.passport()
        let request = """
            {"signingRequest":{"orig":{"tn":"12155551212"},"dest":{"tn":["12155551214"]},
            "div":{"tn":"12155551213"},"identity":["\(passport);alg=ES256"]}}
            """
        let answer = try await agent.post(Self.path, request)
        #expect(answer.status == 200)
        #expect(answer["signingResponse", "stored"] == .bool(true))
        let (call, party, destinations) = try #require(agent.services.asked.diverted.first)
        let diverting = PassportIdentity.number(try TelephoneNumber(digits: "12155551213"))
        #expect(party == diverting)
        #expect(call.called == [diverting])
        #expect(call.inBand == [passport])
        #expect(destinations.numbers.map(\.digits) == ["12155551214"])
        #expect(agent.counters[.diverted] == 1)
    }

    @Test func policyIsARefusalOfItsOwn() async throws {
        for error in [AuthenticationError.notAuthoritative, .notEntitled] {
            let agent = try AgentFixture(ScriptedServices(passport: .failure(error)))
            let answer = try await agent.post(Self.path, Self.body())
            #expect(answer.status == 403)
            #expect(answer.messageID == "SVC4030")
            #expect(answer.text == error.description)
            #expect(agent.counters[.notEntitled] == 1)
        }
    }

    @Test func whatCannotBeStoredIsAnsweredOrRefusedAsConfigured() async throws {
        func services() throws -> ScriptedServices {
            ScriptedServices(passport: .success(try AgentFixture.passport()), storing: .failure(.noRecipient))
        }
        let answering = try AgentFixture(services())
        let answer = try await answering.post(Self.path, Self.body())
        #expect(answer.status == 200)
        #expect(answer["signingResponse", "identity"]?.text != nil)
        #expect(answer["signingResponse", "stored"] == .bool(false))
        #expect(answer["signingResponse", "reason"]?.text == AuthenticationError.noRecipient.description)
        #expect(answering.counters[.notStored] == 1)
        let refusing = try AgentFixture(services(), policy: SigningPolicy(notStored: .refuse))
        let refusal = try await refusing.post(Self.path, Self.body())
        #expect(refusal.status == 503)
        #expect(refusal.messageID == "SVC5030")
    }

    @Test func inBandOnlyStoresNothing() async throws {
        let agent = try AgentFixture(policy: SigningPolicy(isOutOfBand: false))
        let answer = try await agent.post(Self.path, Self.body())
        #expect(answer["signingResponse", "stored"] == .bool(false))
        #expect(agent.services.asked.stored.isEmpty)
    }

    @Test func withoutACertificateNothingIsSigned() async throws {
        let answer = try await AgentFixture(signs: false).post(Self.path, Self.body())
        #expect(answer.status == 501)
        #expect(answer.messageID == "SVC5010")
    }
}
