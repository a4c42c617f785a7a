import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 5: a classifier learns nothing from answers.
    static func learning(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
