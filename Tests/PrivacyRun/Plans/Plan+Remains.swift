import Adversaries
import Mutants
import PrivacyReport
import ServiceHarness

extension Plan {
    /// Claim 10: nothing is kept after its time.
    static func remains(_ conditions: RunConditions) -> Plan {
        let name = "a search of files, log and memory"
        return Plan(
            attacks: [
                PlannedAttack(.nothingKept, name) {
                    try await RemainsAttack(stores: conditions.count(full: 2000, small: 64), connections: 8).run()
                }
            ],
            mutants: Mutant.broken(.nothingKept) { mutant in
                PlannedMutant(mutant, breaking: .nothingKept, attackedBy: name) {
                    try await RemainsAttack(stores: 16, connections: 2).run(against: .mutant(mutant.name))
                }
            })
    }
}
