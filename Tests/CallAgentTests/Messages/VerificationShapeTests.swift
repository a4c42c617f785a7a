import CallAgent
import OutOfBand
import STIR
import Testing

/// The shape of `POST /stir/v1/verification`.
struct VerificationShapeTests {
    static let path = "/stir/v1/verification"

    static func body(_ name: String = "", _ value: String? = nil) -> String {
        var members = [
            "from": #"{"tn":"12155551212"}"#, "to": #"{"tn":["12155551213"]}"#, "time": "1443208345",
        ]
        if !name.isEmpty { members[name] = value }
        return #"{"verificationRequest":{"# + members.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}}"
    }

    @Test(arguments: [
        body(),
        #"{"verificationRequest":{"orig":{"tn":"12155551212"},"dest":{"tn":["12155551213"]},"iat":1443208345}}"#,
    ])
    func bothSpellingsAskTheSame(body: String) async throws {
        let agent = try AgentFixture()
        let answer = try await agent.post(Self.path, body)
        #expect(answer.status == 200)
        #expect(answer["verificationResponse", "verstat"]?.text == "TN-Validation-Passed")
        #expect(answer["verificationResponse", "reasonCode"] == nil)
        let call = try #require(agent.services.asked.verified.first)
        #expect(try call.caller == .number(TelephoneNumber(digits: "12155551212")))
        #expect(try call.called == [.number(TelephoneNumber(digits: "12155551213"))])
        #expect(call.inBand.isEmpty)
        #expect(call.identifier == nil)
        #expect(agent.counters[.passed] == 1)
    }

    @Test func anEmptyIdentityIsNone() async throws {
        let agent = try AgentFixture()
        for empty in [#""""#, "null", "[]", #"[""]"#] {
            #expect(try await agent.post(Self.path, Self.body("identity", empty)).status == 200)
        }
        let asked = agent.services.asked.verified
        #expect(asked.map(\.inBand) == [[], [], [], []])
    }

    @Test func identitiesAreHandedOnAsTheyAre() async throws {
        let agent = try AgentFixture()
        let passport = try AgentFixture.passport()
        for identity in [#""\#(passport);info=<https://x>;alg=ES256""#, #"["\#(passport)","..c2ln;info=<x>"]"#] {
            #expect(try await agent.post(Self.path, Self.body("identity", identity)).status == 200)
        }
        // What is no PASSporT is handed on too, so that it fails as something that came with the signaling.
        #expect(agent.services.asked.verified.map(\.inBand) == [[passport], [passport, "..c2ln"]])
    }

    @Test func aCallMayHaveAName() async throws {
        let agent = try AgentFixture()
        #expect(try await agent.post(Self.path, Self.body("callId", #""abc@host""#)).status == 200)
        #expect(agent.services.asked.verified[0].identifier == "abc@host")
    }

    @Test(
        arguments: [
            (VerificationStep.retrieval, 438), (.extensions, 438), (.parties, 438), (.credentials, 437),
            (.freshness, 403),
            (.signature, 438), (.replay, 438),
        ] as [(VerificationStep, Int64)])
    func everyStepHasItsReason(step: VerificationStep, code: Int64) async throws {
        let outcome = VerificationOutcome(.failed, at: step, reason: "because")
        let agent = try AgentFixture(
            ScriptedServices(passport: .success(try AgentFixture.passport()), outcome: outcome))
        let answer = try await agent.post(Self.path, Self.body())
        #expect(answer["verificationResponse", "verstat"]?.text == "TN-Validation-Failed")
        #expect(answer["verificationResponse", "reasonCode"]?.integer == code)
        #expect(answer["verificationResponse", "reasonText"]?.text?.isEmpty == false)
        #expect(answer["verificationResponse", "reasonDesc"]?.text == "because")
        #expect(agent.counters[.failed] == 1)
    }

    @Test func nothingAtAllIsNoValidation() async throws {
        let outcome = VerificationOutcome(.none, reason: "there is no PASSporT for this call")
        let agent = try AgentFixture(
            ScriptedServices(passport: .success(try AgentFixture.passport()), outcome: outcome))
        let answer = try await agent.post(Self.path, Self.body())
        #expect(answer["verificationResponse", "verstat"]?.text == "No-TN-Validation")
        #expect(answer["verificationResponse", "reasonCode"]?.integer == 428)
        #expect(agent.counters[.notValidated] == 1)
    }

    @Test func severalCallsAreTold() async throws {
        let outcome = VerificationOutcome(.passed, reason: "proved", distinctCalls: 2)
        let agent = try AgentFixture(
            ScriptedServices(passport: .success(try AgentFixture.passport()), outcome: outcome))
        let answer = try await agent.post(Self.path, Self.body())
        #expect(answer["verificationResponse", "distinctCalls"]?.integer == 2)
        #expect(agent.counters[.severalCalls] == 1)
    }

    @Test(arguments: ["from", "to"])
    func whatIsNeededIsMissed(name: String) async throws {
        let answer = try await AgentFixture().post(Self.path, Self.body(name, nil))
        #expect(answer.status == 400)
        #expect(answer.messageID == "SVC4001")
        #expect(answer.variable == "verificationRequest." + name)
    }

    @Test(arguments: [
        ("from", #"{"tn":"x"}"#), ("to", "true"), ("time", #""now""#), ("identity", "1"), ("identity", "[1]"),
        ("identity", #"["1","2","3","4","5","6","7","8","9"]"#), ("callId", "{}"),
    ])
    func whatHasAnotherFormIsNamed(name: String, value: String) async throws {
        let answer = try await AgentFixture().post(Self.path, Self.body(name, value))
        #expect(answer.status == 400)
        #expect(answer.messageID == "SVC4005")
        #expect(answer.variable?.hasPrefix("verificationRequest." + name) == true)
    }
}
