import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 3: asking again and comparing tells nothing.
    static func intersection(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
