package import Adversaries

/// What the attack on a service that is broken on purpose has come to.
package struct MutantOutcome: Sendable {
    package let name: String
    package let fault: String
    package let claim: Claim
    package let attackName: String
    package let isDrawn: Bool
    package let ending: Ending
    package let duration: Duration

    /// An outcome as given.
    package init(_ mutant: PlannedMutant, _ ending: Ending, after duration: Duration) {
        self.name = mutant.name
        self.fault = mutant.fault
        self.claim = mutant.claim
        self.attackName = mutant.attackName
        self.isDrawn = mutant.isDrawn
        self.ending = ending
        self.duration = duration
    }

    /// The finding that speaks loudest: of those that saw the fault, the one furthest above its threshold, else
    /// the one that came closest.
    ///
    /// A value that is no number has seen nothing here, however it counts against the service itself.
    package var strongest: Finding? {
        let measured = ending.findings.filter { $0.claim == claim && !$0.value.isNaN }
        let catching = measured.filter(\.succeeded)
        return (catching.isEmpty ? measured : catching).max { $0.loudness < $1.loudness }
    }

    /// Whether the fault was seen.
    package var isCaught: Bool { strongest?.succeeded ?? false }
}

extension Finding {
    /// How far the value is above the threshold, in thresholds where that makes sense.
    fileprivate var loudness: Double { threshold > 0 ? value / threshold : value - threshold }
}
