package import Adversaries

/// The same attack on a service that is broken on purpose, which it must see.
package struct PlannedMutant: Sendable {
    /// The mutant's name.
    package let name: String
    /// What is broken, as the end of "a service in which ...".
    package let fault: String
    /// The claim that does not hold for it.
    package let claim: Claim
    /// What attacks it.
    package let attackName: String
    /// Whether its figures are drawn in the report.
    package let isDrawn: Bool
    /// Attacks a service with this fault.
    package let run: @Sendable () async throws -> Evidence

    /// A mutant and the attack that is to catch it, ready to run.
    package init(
        _ name: String, _ fault: String, breaking claim: Claim, attackedBy attackName: String, isDrawn: Bool = false,
        run: @escaping @Sendable () async throws -> Evidence
    ) {
        self.name = name
        self.fault = fault
        self.claim = claim
        self.attackName = attackName
        self.isDrawn = isDrawn
        self.run = run
    }
}
