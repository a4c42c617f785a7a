package import Adversaries

/// What a whole run has come to.
package struct RunResult: Sendable {
    /// The claims that were to be attacked.
    package let claims: Set<Claim>
    package let attacks: [AttackOutcome]
    package let mutants: [MutantOutcome]
    /// What the plan had forgotten.
    package let gaps: [String]

    /// A result as given.
    package init(claims: Set<Claim>, attacks: [AttackOutcome], mutants: [MutantOutcome], gaps: [String]) {
        self.claims = claims
        self.attacks = attacks
        self.mutants = mutants
        self.gaps = gaps
    }

    /// Everything that was measured on the service as it is.
    package var findings: [Finding] { attacks.flatMap(\.ending.findings) }

    /// Everything that speaks against a claim, whichever attack found it.
    package func isUpheld(_ claim: Claim) -> Bool {
        let about = findings.filter { $0.claim == claim }
        let own = attacks.filter { $0.claim == claim }
        return !about.isEmpty && !about.contains(where: \.succeeded) && !own.isEmpty
            && own.allSatisfy { $0.omission == nil }
    }

    /// Claims that did not hold, or that nothing could be said about.
    package var broken: [Claim] {
        claims.union(findings.map(\.claim)).filter { !isUpheld($0) }.sorted { $0.rawValue < $1.rawValue }
    }

    /// Mutants that the attack pointed at them did not see.
    package var survivors: [MutantOutcome] { mutants.filter { !$0.isCaught } }

    /// Whether every claim is upheld, every mutant caught and nothing forgotten.
    package var isGood: Bool { !claims.isEmpty && broken.isEmpty && survivors.isEmpty && gaps.isEmpty }

    /// The result in a few sentences.
    package var summary: [String] {
        var lines = gaps
        for claim in broken {
            lines.append("Claim \(claim.rawValue) (\(claim.name)) is not upheld.")
            lines += attacks.filter { $0.claim == claim }.compactMap { outcome in
                outcome.omission.map { "\(outcome.name): \($0)" }
            }
        }
        for mutant in survivors {
            lines.append(
                "The mutant \(mutant.name) survived \(mutant.attackName)"
                    + (mutant.ending.failure.map { ": \($0)" } ?? "."))
        }
        if isGood {
            lines.append(
                "\(claims.count == Claim.allCases.count ? "All" : "These") \(claims.count) claims are upheld, and all \(mutants.count) attacks on services that are broken on purpose succeed."
            )
        }
        return lines
    }
}
