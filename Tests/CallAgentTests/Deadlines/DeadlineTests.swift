import CallAgent
import OutOfBand
import STIR
import Testing

/// A call is never held up beyond its deadline.
@Suite(.timeLimit(.minutes(1)))
struct DeadlineTests {
    private static func slow(_ gate: Gate) throws -> ScriptedServices {
        ScriptedServices(passport: .success(try AgentFixture.passport()), gate: gate)
    }

    /// Asks, and lets the deadline pass.
    private static func late(
        _ agent: AgentFixture, _ path: String, _ body: String
    ) async throws -> AgentFixture.Answer {
        async let asked = agent.post(path, body)
        await agent.clock.untilSlept(1)
        agent.clock.advance(by: .milliseconds(249))
        #expect(agent.counters[.storedLate] + agent.counters[.verifiedLate] == 0)
        agent.clock.advance(by: .milliseconds(1))
        return try await asked
    }

    @Test func aSignedCallLeavesUnstored() async throws {
        let gate = Gate()
        let agent = try AgentFixture(Self.slow(gate))
        let answer = try await Self.late(agent, SigningShapeTests.path, SigningShapeTests.body())
        #expect(answer.status == 200)
        #expect(answer["signingResponse", "identity"]?.text != nil)
        #expect(answer["signingResponse", "stored"] == .bool(false))
        #expect(agent.counters[.storedLate] == 1)
        #expect(agent.services.asked.stored.isEmpty)
        #expect(agent.underWay.count == 1)
        // Storing goes on, and the end of the agent waits for it.
        gate.open()
        #expect(await agent.underWay.finish())
        #expect(agent.services.asked.stored.count == 1)
        #expect(agent.services.asked.cancelled == 0)
    }

    @Test func aSignedCallIsRefusedWhereThatIsConfigured() async throws {
        let gate = Gate()
        let agent = try AgentFixture(Self.slow(gate), policy: SigningPolicy(notStored: .refuse))
        let answer = try await Self.late(agent, SigningShapeTests.path, SigningShapeTests.body())
        #expect(answer.status == 503)
        #expect(answer.messageID == "SVC5030")
        gate.open()
        #expect(await agent.underWay.finish())
    }

    @Test(arguments: [(LateVerification.none, "No-TN-Validation"), (.fail, "TN-Validation-Failed")])
    func aCallThatIsNotVerifiedInTimeIsToldSo(late: LateVerification, verstat: String) async throws {
        let gate = Gate()
        let agent = try AgentFixture(Self.slow(gate), late: late)
        let answer = try await Self.late(agent, VerificationShapeTests.path, VerificationShapeTests.body())
        #expect(answer["verificationResponse", "verstat"]?.text == verstat)
        #expect(answer["verificationResponse", "reasonCode"]?.integer == 504)
        #expect(agent.counters[.verifiedLate] == 1)
        // Nobody waits for it any more, so it is told to stop.
        #expect(await agent.underWay.finish())
        #expect(agent.services.asked.cancelled == 1)
    }

    @Test func gatewaysAreAnsweredToo() async throws {
        let gate = Gate()
        let outbound = try AgentFixture(Self.slow(gate))
        let stored = try await Self.late(outbound, "/gateway/outbound", GatewayShapeTests.outbound())
        #expect(stored["outboundResponse", "stored"]?.integer == 0)
        #expect(stored["outboundResponse", "reason"]?.text != nil)
        let inbound = try AgentFixture(Self.slow(gate))
        let found = try await Self.late(inbound, "/gateway/inbound", GatewayShapeTests.inbound)
        #expect(found["inboundResponse", "identity"] == .array([]))
        #expect(found["inboundResponse", "reason"]?.text != nil)
        gate.open()
        #expect(await outbound.underWay.finish())
    }

    @Test func aDivertedCallIsRefused() async throws {
        let gate = Gate()
        let agent = try AgentFixture(Self.slow(gate))
        let body = SigningShapeTests.body("div", #"{"tn":"12155551213"}"#)
        #expect(try await Self.late(agent, SigningShapeTests.path, body).status == 503)
        gate.open()
        #expect(await agent.underWay.finish())
        #expect(agent.services.asked.diverted.count == 1)
    }

    @Test func whatIsUnderWayHasABound() async throws {
        let gate = Gate()
        let agent = try AgentFixture(Self.slow(gate), most: 1)
        _ = try await Self.late(agent, SigningShapeTests.path, SigningShapeTests.body())
        for (path, body) in [
            (SigningShapeTests.path, SigningShapeTests.body()),
            (VerificationShapeTests.path, VerificationShapeTests.body()),
            ("/gateway/outbound", try GatewayShapeTests.outbound()), ("/gateway/inbound", GatewayShapeTests.inbound),
        ] {
            let answer = try await agent.post(path, body)
            #expect(answer.status == 503, "\(path)")
            #expect(answer.messageID == "SVC5031")
        }
        #expect(agent.counters[.overloaded] == 4)
        #expect(agent.underWay.count == 1)
        gate.open()
        #expect(await agent.underWay.finish())
        #expect(try await agent.post(SigningShapeTests.path, SigningShapeTests.body()).status == 200)
    }

    @Test func theEndDoesNotWaitForEver() async throws {
        let gate = Gate()
        let agent = try AgentFixture(Self.slow(gate))
        _ = try await Self.late(agent, SigningShapeTests.path, SigningShapeTests.body())
        async let finished = agent.underWay.finish()
        await agent.clock.untilSlept(2)
        agent.clock.advance(by: .seconds(10))
        #expect(await !finished)
        gate.open()
    }
}
