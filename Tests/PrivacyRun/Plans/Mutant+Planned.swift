import Adversaries
import Mutants
import PrivacyReport

extension Mutant {
    /// One planned attack for each of some mutants that breaks a claim.
    static func broken(
        _ claim: Claim, among mutants: [Mutant] = all, _ planned: (Mutant) -> PlannedMutant
    ) -> [PlannedMutant] {
        mutants.filter { $0.breaks.contains(claim) }.map(planned)
    }
}

extension PlannedMutant {
    /// An attack on a mutant by its own name and fault.
    init(
        _ mutant: Mutant, breaking claim: Claim, attackedBy attack: String, isDrawn: Bool = false,
        run: @escaping @Sendable () async throws -> Evidence
    ) {
        self.init(mutant.name, mutant.fault, breaking: claim, attackedBy: attack, isDrawn: isDrawn, run: run)
    }
}
