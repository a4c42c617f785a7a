package import Adversaries

/// What a run does, in order: every attack on the service as it is, and again on services that are broken on purpose.
package struct Plan: Sendable {
    package var attacks: [PlannedAttack]
    package var mutants: [PlannedMutant]

    /// A plan as given.
    package init(attacks: [PlannedAttack] = [], mutants: [PlannedMutant] = []) {
        self.attacks = attacks
        self.mutants = mutants
    }

    /// One plan after the other.
    package init(_ plans: [Plan]) {
        self.init(attacks: plans.flatMap(\.attacks), mutants: plans.flatMap(\.mutants))
    }

    /// The part that concerns some claims.
    package func only(_ claims: Set<Claim>) -> Plan {
        Plan(
            attacks: attacks.filter { claims.contains($0.claim) },
            mutants: mutants.filter { claims.contains($0.claim) })
    }

    /// What was forgotten, in sentences: claims that nothing attacks, claims whose attacks are never shown to see
    /// anything, and mutants that no attack is pointed at for a claim that they break.
    ///
    /// - Parameters:
    ///   - claims: those that the plan is to cover.
    ///   - known: every mutant there is, by name, and the claims that it breaks.
    package func gaps(covering claims: Set<Claim>, known: [(name: String, breaks: Set<Claim>)]) -> [String] {
        var gaps: [String] = []
        for claim in claims.sorted(by: { $0.rawValue < $1.rawValue }) {
            if !attacks.contains(where: { $0.claim == claim }) {
                gaps.append("There is no attack for claim \(claim.rawValue) (\(claim.name)).")
            }
            if !mutants.contains(where: { $0.claim == claim }) {
                gaps.append("There is no mutant for claim \(claim.rawValue) (\(claim.name)).")
            }
            for mutant in known where mutant.breaks.contains(claim) {
                if !mutants.contains(where: { $0.name == mutant.name && $0.claim == claim }) {
                    gaps.append(
                        "No attack on claim \(claim.rawValue) (\(claim.name)) is pointed at the mutant \(mutant.name), which breaks it."
                    )
                }
            }
        }
        return gaps
    }
}
