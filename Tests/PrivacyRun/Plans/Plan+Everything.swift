import PrivacyReport

extension Plan {
    /// What is known against every claim, claim by claim.
    static func everything(_ conditions: RunConditions) -> Plan {
        Plan([
            .shape(conditions),
            .freshness(conditions),
            .intersection(conditions),
            .randomness(conditions),
            .learning(conditions),
            .timing(conditions),
            .neighbours(conditions),
            .blindness(conditions),
            .uniformity(conditions),
            .remains(conditions),
            .links(conditions),
        ])
    }
}
