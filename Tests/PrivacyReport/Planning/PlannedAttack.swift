package import Adversaries

/// An attack on the service as it is.
package struct PlannedAttack: Sendable {
    /// The claim that it is to shake.
    package let claim: Claim
    /// What it is called while it runs.
    package let name: String
    /// Attacks a service of its own.
    package let run: @Sendable () async throws -> Evidence

    /// An attack that is ready to run.
    package init(_ claim: Claim, _ name: String, run: @escaping @Sendable () async throws -> Evidence) {
        self.claim = claim
        self.name = name
        self.run = run
    }
}
