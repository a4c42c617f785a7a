import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 2: nothing is ever sent twice.
    static func freshness(_ conditions: RunConditions) -> Plan {
        let attack = "repeated blocks and keys"
        return Plan(
            attacks: [
                PlannedAttack(.fresh, attack) {
                    try await FreshnessAttack(entries: conditions.count(full: 2_000_000, small: 20_000)).run()
                }
            ],
            mutants: Mutant.broken(.fresh, among: Mutant.sealing) { mutant in
                PlannedMutant(mutant, breaking: .fresh, attackedBy: attack) {
                    try await FreshnessAttack(entries: 20_000).run(changing: mutant.change)
                }
            })
    }
}
