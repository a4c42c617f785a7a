import Adversaries
import Mutants
import Testing

/// Expects an attack on the real service to learn nothing.
func expectUpheld(_ evidence: Evidence) {
    for finding in evidence.findings {
        #expect(!finding.succeeded, "\(finding.attack): \(finding.statistic) \(finding.value); \(finding.detail)")
    }
    #expect(!evidence.findings.isEmpty)
}

/// Expects an attack on a broken service to see it, and tells how.
func expectCaught(_ mutant: Mutant, by claim: Claim, _ evidence: Evidence) {
    #expect(mutant.breaks.contains(claim))
    let caught = evidence.findings.filter { $0.claim == claim && $0.succeeded && $0.value.isFinite }
    #expect(!caught.isEmpty, "\(mutant.name) was not seen by the attack on claim \(claim.name)")
    for finding in caught {
        print(
            "\(mutant.name) | \(claim.name): \(finding.attack) | \(finding.statistic) \(finding.value) > \(finding.threshold)"
        )
    }
}

/// The services of a theme that break a claim; there is one at least.
func mutants(of theme: [Mutant], breaking claim: Claim) -> [Mutant] { theme.filter { $0.breaks.contains(claim) } }
