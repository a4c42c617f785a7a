package import STIR

/// `GET /health`: whether the agent can do all of its work, why not, and what it has counted. No number of anybody's.
package struct HealthEndpoint: Sendable {
    private let readiness: Readiness
    private let counters: AgentCounters
    private let underWay: WorkUnderWay
    private let credentialEnd: Int64?
    private let now: @Sendable () -> Int64

    /// An endpoint.
    ///
    /// - Parameter credentialEnd: the last second at which the certificate that it signs with is valid.
    package init(
        readiness: Readiness, counters: AgentCounters, underWay: WorkUnderWay, credentialEnd: Int64?,
        now: @escaping @Sendable () -> Int64
    ) {
        self.readiness = readiness
        self.counters = counters
        self.underWay = underWay
        self.credentialEnd = credentialEnd
        self.now = now
    }

    /// How it is now.
    package var state: (isReady: Bool, json: JSONValue) {
        readiness.set(
            .credential,
            credentialEnd.flatMap { $0 < now() ? "the certificate has expired: renew it, and start again" : nil })
        let reasons = readiness.all
        var counts: [String: JSONValue] = [:]
        for count in AgentCount.allCases { counts[count.rawValue] = .number(JSONNumber(Int64(counters[count]))) }
        let json = JSONValue.object([
            "status": .string(reasons.isEmpty ? "ready" : "not ready"),
            "reasons": .array(reasons.map(JSONValue.string)),
            "underWay": .number(JSONNumber(Int64(underWay.count))),
            "counts": .object(counts),
        ])
        return (reasons.isEmpty, json)
    }
}
