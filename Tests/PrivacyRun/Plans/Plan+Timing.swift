import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 6: the time of an answer tells nothing.
    static func timing(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
