package import Adversaries

/// What an attack on the service as it is has come to.
package struct AttackOutcome: Sendable {
    package let claim: Claim
    package let name: String
    package let ending: Ending
    package let duration: Duration

    /// An outcome as given.
    package init(_ attack: PlannedAttack, _ ending: Ending, after duration: Duration) {
        self.claim = attack.claim
        self.name = attack.name
        self.ending = ending
        self.duration = duration
    }

    /// Why this leaves its claim unproven although no finding says so; `nil` where the attack did its work.
    package var omission: String? {
        switch ending {
        case .failure(let reason): "The attack could not be carried out: \(reason)"
        case .evidence(let evidence):
            evidence.findings.contains { $0.claim == claim }
                ? nil : "The attack ended without a finding about its claim."
        }
    }
}
