import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 3: asking again and comparing tells nothing.
    static func intersection(_ conditions: RunConditions) -> Plan {
        let attack = "comparing answers"
        return Plan(
            attacks: [
                PlannedAttack(.noIntersection, attack) {
                    try await IntersectionAttack(polls: 8, rounds: conditions.count(full: 100, small: 3)).run()
                }
            ],
            mutants: Mutant.broken(.noIntersection, among: Mutant.sealing) { mutant in
                PlannedMutant(mutant, breaking: .noIntersection, attackedBy: attack) {
                    // Enough that an entry comes to the same place again: by chance it does not once in five million runs.
                    try await IntersectionAttack(polls: 4, rounds: 10).run(changing: mutant.change)
                }
            })
    }
}
