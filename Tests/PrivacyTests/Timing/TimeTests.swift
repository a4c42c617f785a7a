import Adversaries
import Mutants
import ServiceHarness
import Testing

/// Claim 6, small: a debug build on a busy machine is noisy, so few polls and a difference that is plain to see.
@Suite(.serialized, .takingTurns) struct TimeTests {
    private let attack = TimeAttack(polls: 150, connections: 4)

    @Test func timesOfPollsTellNothing() async throws {
        expectUpheld(
            try await TimeTrial.run(.cpsd, live: 16) { try await attack.run("polls", on: $0, $1) })
    }

    @Test func withoutAQuantumTheyTell() async throws {
        let evidence = try await TimeTrial.run(.cpsd, live: 16, flags: ["--release-quantum", "0"]) {
            try await attack.run("polls", on: $0, $1)
        }
        #expect(evidence.findings.contains { $0.succeeded && $0.value.isFinite })
    }

    @Test(arguments: ["no-release-quantum", "quantum-from-completion"])
    func pollsOfMutantsTell(name: String) async throws {
        let mutant = try #require(Mutant.named(name))
        expectCaught(
            mutant, by: .time,
            try await TimeTrial.run(.mutant(name), live: 16) { try await attack.run("polls", on: $0, $1) })
    }

    @Test func timesOfLinksTellNothing() async throws {
        expectUpheld(
            try await TimeTrial.run(.cpsd, live: 16) { server, prefix in
                let attack = TimeAttack(polls: 60, connections: 4)
                var evidence = try await attack.runOnLists(on: server, prefix)
                evidence += try await attack.runOnLinks(on: server, prefix)
                return evidence
            })
    }

    @Test func aCrowdLearnsNothing() async throws {
        expectUpheld(
            try await TimeTrial.run(.cpsd, live: 64) { server, prefix in
                var evidence = try await CrowdAttack(turns: 8, polls: 48, connections: 16).run(on: server, prefix)
                evidence += try await OmissionAttack(turns: 8, polls: 48, connections: 16).run(on: server, prefix)
                return evidence
            })
    }

    @Test func aCrowdSeesAnswersThatWaitForCalls() async throws {
        let mutant = try #require(Mutant.named("answers-wait-for-calls"))
        expectCaught(
            mutant, by: .time,
            try await TimeTrial.run(.mutant(mutant.name), live: 64) { server, prefix in
                try await CrowdAttack(turns: 16, polls: 48, connections: 16).run(on: server, prefix)
            })
    }

    @Test func timesOfStoresTellNothing() async throws {
        expectUpheld(
            try await TimeTrial.run(.cpsd, live: 1, flags: StoreTimeAttack.flags) { server, _ in
                try await StoreTimeAttack(indexes: 20, tokens: 10, connections: 4).run(on: server)
            })
    }

    @Test func storesOfAMutantTell() async throws {
        let mutant = try #require(Mutant.named("a-store-looks-around"))
        expectCaught(
            mutant, by: .time,
            try await TimeTrial.run(.mutant(mutant.name), live: 1, flags: StoreTimeAttack.flags) { server, _ in
                try await StoreTimeAttack(indexes: 20, tokens: 20, connections: 4).run(on: server)
            })
    }
}
