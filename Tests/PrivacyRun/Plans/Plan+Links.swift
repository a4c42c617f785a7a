import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 11: links of dummies and of PASSporTs are alike.
    static func links(_ conditions: RunConditions) -> Plan {
        let attack = "links and what they lead to"
        return Plan(
            attacks: [
                PlannedAttack(.handlesAndLinks, attack) {
                    try await LinksAttack(lists: conditions.count(full: 5000, small: 150)).run()
                }
            ],
            mutants: Mutant.broken(.handlesAndLinks, among: Mutant.sealing) { mutant in
                PlannedMutant(mutant, breaking: .handlesAndLinks, attackedBy: attack) {
                    try await LinksAttack(lists: 150).run(changing: mutant.change)
                }
            })
    }
}
