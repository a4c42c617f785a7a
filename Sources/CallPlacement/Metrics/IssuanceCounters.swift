internal import CoreMetrics

/// What is counted of what credentials ask for.
struct IssuanceCounters: Sendable {
    /// Tokens that were signed.
    let issued: Counter
    /// Tokens beyond a quota.
    let refusedTokens: Counter
    /// Key bindings and withdrawals beyond a quota.
    let refusedBindings: Counter

    /// Makes the handles.
    init(_ factory: any MetricsFactory) {
        func refused(_ quota: String) -> Counter {
            Counter(label: "cps_quota_refusals_total", dimensions: [("quota", quota)], factory: factory)
        }
        issued = Counter(label: "cps_tokens_issued_total", factory: factory)
        refusedTokens = refused("tokens")
        refusedBindings = refused("key-bindings")
    }
}
