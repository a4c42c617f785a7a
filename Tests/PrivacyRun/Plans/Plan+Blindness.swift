import Adversaries
import BlindTokens
import CallPlacement
import Mutants
import PrivacyReport
import ServiceHarness

extension Plan {
    /// Claim 8: a token cannot be linked to its issuance.
    static func blindness(_ conditions: RunConditions) -> Plan {
        let pairs = "blinding factors of every pair"
        let tag = "a key of one's own"
        let attack = BlindnessAttack(tokens: conditions.count(full: 64, small: 16))
        let weak = WeakBlinding.all.map { client in
            PlannedMutant(client.name, "a client \(client.fault)", breaking: .blind, attackedBy: pairs) {
                try await withIssuers(1) { try await attack.run(client: client, issuers: $0, challenge: $1) }
            }
        }
        let tagged = [
            PlannedMutant(Mutant.perClientIssuerKey, breaking: .blind, attackedBy: pairs) {
                try await withIssuers(2) { try await attack.run(issuers: $0, challenge: $1) }
            },
            PlannedMutant(
                "credulous-client", "a client that takes any key for the service's", breaking: .blind, attackedBy: tag
            ) {
                try await tagging {
                    try await TaggingAttack().run(client: CredulousClient(), honest: $0, tagging: $1)
                }
            },
        ]
        return Plan(
            attacks: [
                PlannedAttack(.blind, pairs) {
                    try await withIssuers(1) { try await attack.run(issuers: $0, challenge: $1) }
                },
                PlannedAttack(.blind, tag) {
                    try await tagging { try await TaggingAttack().run(honest: $0, tagging: $1) }
                },
            ],
            mutants: weak + tagged)
    }

    /// Runs an attack against so many services in this process, each with a key of its own.
    private static func withIssuers(
        _ count: Int, _ issuers: [IssuanceService] = [],
        _ attack: ([IssuanceService], TokenChallenge) async throws -> Evidence
    ) async throws -> Evidence {
        guard issuers.count < count else { return try await attack(issuers, ServicePolicy.attacked.tokenChallenge) }
        let attacked = try await AttackedService.start()
        do {
            let evidence = try await withIssuers(count, issuers + [attacked.service.issuance], attack)
            try await attacked.remove()
            return evidence
        } catch {
            try? await attacked.remove()
            throw error
        }
    }

    /// Runs an attack against a service and one that gives a client a key of its own.
    private static func tagging(
        _ attack: (RunningServer, RunningServer) async throws -> Evidence
    ) async throws -> Evidence {
        var evidence = Evidence()
        try await Deployment.running(TaggingAttack.flags) { honest in
            try await Deployment.running(TaggingAttack.flags, .mutant(Mutant.perClientIssuerKey.name)) { tagging in
                evidence = try await attack(honest, tagging)
            }
        }
        return evidence
    }
}
