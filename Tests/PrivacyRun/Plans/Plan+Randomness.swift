import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 4: an answer looks random to tests of randomness.
    static func randomness(_ conditions: RunConditions) -> Plan {
        let attack = "tests of randomness"
        return Plan(
            attacks: [
                PlannedAttack(.randomToTheEye, attack) {
                    try await RandomnessAttack(byteCount: conditions.count(full: 64 << 20, small: 2 << 20)).run()
                }
            ],
            mutants: Mutant.broken(.randomToTheEye, among: Mutant.sealing) { mutant in
                PlannedMutant(mutant, breaking: .randomToTheEye, attackedBy: attack) {
                    try await RandomnessAttack(byteCount: 2 << 20).run(changing: mutant.change)
                }
            })
    }
}
