import Adversaries
import CallPlacement
import Logging
import Mutants
import ServiceHarness
import Testing

@Suite struct BlindnessTests {
    private let attack = BlindnessAttack(tokens: 16)

    private func withService(_ use: (AttackedService) async throws -> Void) async throws {
        let attacked = try await AttackedService.start()
        do {
            try await use(attacked)
        } catch {
            try await attacked.remove()
            throw error
        }
        try await attacked.remove()
    }

    @Test func everyPairIsEquallyConsistent() async throws {
        try await withService { attacked in
            let evidence = try await attack.run(
                issuers: [attacked.service.issuance], challenge: try attacked.policy.tokenChallenge)
            #expect(!evidence.succeeded, "\(evidence.findings)")
            #expect(evidence.findings.count == 6)
        }
    }

    @Test(arguments: WeakBlinding.all.map(\.name))
    func seesWeakBlinding(name: String) async throws {
        let client = try #require(WeakBlinding.all.first { $0.name == name })
        try await withService { attacked in
            let evidence = try await attack.run(
                client: client, issuers: [attacked.service.issuance], challenge: try attacked.policy.tokenChallenge)
            #expect(evidence.succeeded, "\(evidence.findings)")
            // The pairs themselves still fit: it is the factors that give it away.
            #expect(evidence.findings[0].value == 0)
        }
    }

    @Test func seesAKeyOfOnesOwn() async throws {
        try await withService { attacked in
            try await withService { other in
                let evidence = try await attack.run(
                    issuers: [attacked.service.issuance, other.service.issuance],
                    challenge: try attacked.policy.tokenChallenge)
                // Half of all pairs are of different keys.
                #expect(evidence.findings[0].value == 128)
            }
        }
    }
}

@Suite(.serialized, .takingTurns) struct TaggingTests {
    @Test func theClientNoticesAKeyOfItsOwn() async throws {
        try await Deployment.running(TaggingAttack.flags) { honest in
            try await Deployment.running(TaggingAttack.flags, .mutant("per-client-issuer-key")) { tagging in
                let evidence = try await TaggingAttack().run(honest: honest, tagging: tagging)
                #expect(!evidence.succeeded, "\(evidence.findings)")
                let said = evidence.findings[0].detail
                #expect(said.contains("exit code 2") && said.contains("issuer-keys-differ"), "\(said)")
                let believed = try await TaggingAttack().run(
                    client: CredulousClient(), honest: honest, tagging: tagging)
                #expect(believed.succeeded, "\(believed.findings)")
            }
        }
    }
}
