import CallAgent
import OutOfBand
import STIR
import Testing

/// The shapes of `/gateway/outbound` and `/gateway/inbound`.
struct GatewayShapeTests {
    static let outbound = #"""
        {"outboundRequest":{"orig":{"tn":"12155551212"},"dest":{"tn":["12155551213"]},"identity":["one","two"]}}
        """#
    static let inbound = #"{"inboundRequest":{"orig":{"tn":"12155551212"},"dest":{"tn":["12155551213"]}}}"#

    @Test func whatLeavesIsStored() async throws {
        let agent = try AgentFixture()
        let answer = try await agent.post("/gateway/outbound", Self.outbound)
        #expect(answer.status == 200)
        #expect(answer["outboundResponse", "stored"]?.integer == 1)
        let stored = agent.services.asked.stored
        #expect(stored.map(\.0) == [["one", "two"]])
        #expect(stored.first?.1.numbers.map(\.digits) == ["12155551213"])
        #expect(agent.counters[.outbound] == 1)
    }

    @Test func whatComesInIsFound() async throws {
        let agent = try AgentFixture()
        let answer = try await agent.post("/gateway/inbound", Self.inbound)
        #expect(answer.status == 200)
        #expect(answer["inboundResponse", "identity"]?.elements?.count == 1)
        #expect(agent.services.asked.sought.count == 1)
        #expect(agent.counters[.inbound] == 1)
    }

    @Test func withoutAnIdentityThereIsNothingToStore() async throws {
        let body = #"{"outboundRequest":{"dest":{"tn":["12155551213"]},"identity":[]}}"#
        let answer = try await AgentFixture().post("/gateway/outbound", body)
        #expect(answer.messageID == "SVC4001")
        #expect(answer.variable == "outboundRequest.identity")
    }

    @Test func whatIsNoPassportIsRefused() async throws {
        let agent = try AgentFixture(
            ScriptedServices(passport: .success(""), storing: .failure(.nothingToStore)))
        let answer = try await agent.post("/gateway/outbound", Self.outbound)
        #expect(answer.status == 422)
        #expect(answer.messageID == "SVC4220")
    }

    @Test func withoutAKeyNothingIsStored() async throws {
        let answering = try AgentFixture(ScriptedServices(passport: .success(""), storing: .failure(.noRecipient)))
        let answer = try await answering.post("/gateway/outbound", Self.outbound)
        #expect(answer["outboundResponse", "stored"]?.integer == 0)
        let refusing = try AgentFixture(
            ScriptedServices(passport: .success(""), storing: .failure(.noRecipient)),
            policy: SigningPolicy(notStored: .refuse))
        #expect(try await refusing.post("/gateway/outbound", Self.outbound).status == 503)
    }
}
