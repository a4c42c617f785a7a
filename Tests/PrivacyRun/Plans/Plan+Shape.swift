import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 1: every answer has the same shape, call or no call.
    static func shape(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
