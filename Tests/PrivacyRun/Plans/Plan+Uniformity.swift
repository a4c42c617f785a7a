import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 9: requests of all clients are alike.
    static func uniformity(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
