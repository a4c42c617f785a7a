import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 4: an answer looks random to tests of randomness.
    static func randomness(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
