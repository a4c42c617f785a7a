import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 7: a key holder learns nothing of its neighbours.
    static func neighbours(_ conditions: RunConditions) -> Plan {
        Plan(attacks: [], mutants: [])
    }
}
