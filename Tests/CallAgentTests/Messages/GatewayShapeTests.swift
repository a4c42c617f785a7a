import CallAgent
import OutOfBand
import STIR
import Testing

/// The shapes of `/gateway/outbound` and `/gateway/inbound`.
struct GatewayShapeTests {
    /// A call that leaves, with these PASSporTs in its signaling.
    static func outbound(_ passports: [String]) throws -> String {
        let members: [String: JSONValue] = [
            "orig": .object(["tn": .string(AgentFixture.caller)]),
            "dest": .object(["tn": .array([.string(AgentFixture.called)])]),
            "identity": .array(try passports.map { .string(try IdentityHeader(passport: $0).text) }),
        ]
        let body = JSONValue.object(["outboundRequest": .object(members)])
        return String(decoding: body.deterministicBytes, as: UTF8.self)
    }
    static func outbound() throws -> String { try outbound([try AgentFixture.passport()]) }
    static let inbound = #"{"inboundRequest":{"orig":{"tn":"12155551212"},"dest":{"tn":["12155551213"]}}}"#

    @Test func whatLeavesIsStored() async throws {
        let agent = try AgentFixture()
        let passports = try [AgentFixture.passport(), AgentFixture.passport()]
        let answer = try await agent.post("/gateway/outbound", Self.outbound(passports))
        #expect(answer.status == 200)
        #expect(answer["outboundResponse", "stored"]?.integer == 1)
        let stored = agent.services.asked.stored
        #expect(try stored.map(\.0) == [passports.map { try IdentityHeader(passport: $0).text }])
        #expect(stored.first?.1.numbers.map(\.digits) == ["12155551213"])
        #expect(agent.counters[.outbound] == 1)
    }

    @Test func whatIsOfAnotherCallCostsNothing() async throws {
        let (agent, other) = (try AgentFixture(), "12155559999")
        let (own, foreign) = (try AgentFixture.passport(), try AgentFixture.passport(to: other))
        _ = try await agent.post("/gateway/outbound", Self.outbound([foreign, own]))
        #expect(agent.services.asked.stored.map(\.0) == [[try IdentityHeader(passport: own).text]])
        let answer = try await agent.post("/gateway/outbound", Self.outbound([foreign]))
        #expect(answer.status == 422)
        #expect(agent.services.asked.stored.count == 1)
    }

    @Test func whatACallWasDivertedFromStaysWithIt() async throws {
        let (agent, other) = (try AgentFixture(), "12155559999")
        let diversion = try Diversion(by: .number(try TelephoneNumber(digits: other)))
        let passports = try [
            AgentFixture.passport(to: other), AgentFixture.passport(extension: .div(diversion)),
            AgentFixture.passport(to: "12155558888"),
        ]
        _ = try await agent.post("/gateway/outbound", Self.outbound(passports))
        let expected = try passports.prefix(2).map { try IdentityHeader(passport: $0).text }
        #expect(agent.services.asked.stored.map(\.0) == [expected])
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
        let answer = try await agent.post("/gateway/outbound", Self.outbound())
        #expect(answer.status == 422)
        #expect(answer.messageID == "SVC4220")
    }

    @Test func withoutAKeyNothingIsStored() async throws {
        let answering = try AgentFixture(ScriptedServices(passport: .success(""), storing: .failure(.noRecipient)))
        let answer = try await answering.post("/gateway/outbound", Self.outbound())
        #expect(answer["outboundResponse", "stored"]?.integer == 0)
        let refusing = try AgentFixture(
            ScriptedServices(passport: .success(""), storing: .failure(.noRecipient)),
            policy: SigningPolicy(notStored: .refuse))
        #expect(try await refusing.post("/gateway/outbound", Self.outbound()).status == 503)
    }
}
