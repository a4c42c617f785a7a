import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 7: a key holder learns nothing of its neighbours.
    static func neighbours(_ conditions: RunConditions) -> Plan {
        let attack = "one key in a crowd"
        return Plan(
            attacks: [
                PlannedAttack(.neighbours, attack) {
                    try await NeighboursAttack(
                        batches: conditions.count(full: 20_000, small: 1500), seed: conditions.seed
                    ).run()
                }
            ],
            mutants: Mutant.broken(.neighbours, among: Mutant.sealing) { mutant in
                PlannedMutant(mutant, breaking: .neighbours, attackedBy: attack) {
                    try await NeighboursAttack(batches: 1500, seed: conditions.seed).run(changing: mutant.change)
                }
            })
    }
}
