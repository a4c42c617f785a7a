import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 10: nothing is kept after its time.
    static func remains(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
