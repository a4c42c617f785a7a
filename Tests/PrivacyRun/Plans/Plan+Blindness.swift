import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 8: a token cannot be linked to its issuance.
    static func blindness(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
