import Adversaries
import PrivacyReport

extension Plan {
    /// Claim 4 once more, by a battery that others have written.
    static func dieharder(minutes: Int) -> Plan {
        let attack = "dieharder"
        return Plan(
            attacks: [EntryStream.live, .dummies, .system].map { stream in
                PlannedAttack(.randomToTheEye, "\(attack) on \(stream.rawValue)") {
                    try await Dieharder(stream: stream, seconds: minutes * 60, leastResults: 20).run()
                }
            },
            mutants: [
                PlannedMutant(
                    "entries-of-a-counter", "entries are the numbers from 0, one after the other",
                    breaking: .randomToTheEye, attackedBy: attack
                ) {
                    try await Dieharder(stream: .counter, seconds: min(minutes * 60, 120), leastResults: 1).run()
                }
            ])
    }
}
