import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 1: every answer has the same shape, call or no call.
    static func shape(_ conditions: RunConditions) -> Plan {
        let name = "shapes over HTTP/1.1 and HTTP/2"
        let attack = ShapeAttack(
            entries: 16, largest: 256, rounds: conditions.count(full: 5, small: 1),
            lengths: conditions.size == .full ? Array(1...64) : [1, 2, 4, 16, 63, 64])
        let quick = ShapeAttack(entries: 4, largest: 64, rounds: 1, flags: ["--release-quantum", "0"])
        return Plan(
            attacks: [PlannedAttack(.sameShape, name) { try await attack.run() }],
            mutants: Mutant.broken(.sameShape) { mutant in
                PlannedMutant(mutant, breaking: .sameShape, attackedBy: name) {
                    try await quick.run(.mutant(mutant.name), untilSeen: true)
                }
            })
    }
}
