import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 2: nothing is ever sent twice.
    static func freshness(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
