import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 11: links of dummies and of PASSporTs are alike.
    static func links(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
