internal import CoreMetrics

/// What is counted of stores.
struct StoreCounters: Sendable {
    /// Uses of tokens, one for each PASSporT that was placed.
    let uses: Counter
    /// Stores that were sent again.
    let repeated: Counter
    private let badTokens: Counter
    private let badSignatures: Counter
    private let usedUp: Counter
    private let usedUpForIndex: Counter

    /// Makes the handles.
    init(_ factory: any MetricsFactory) {
        func refused(_ reason: String) -> Counter {
            Counter(label: "cps_tokens_refused_total", dimensions: [("reason", reason)], factory: factory)
        }
        uses = Counter(label: "cps_token_uses_total", factory: factory)
        repeated = Counter(label: "cps_stores_repeated_total", factory: factory)
        badTokens = refused("token")
        badSignatures = refused("signature")
        usedUp = refused("used-up")
        usedUpForIndex = refused("used-up-for-index")
    }

    /// Counts a refusal, where it was for the token or its signature.
    func count(_ refusal: StoreRefusal) {
        switch refusal {
        case .tokenRefused: badTokens.increment()
        case .signatureRefused: badSignatures.increment()
        case .tokenUsedUp: usedUp.increment()
        case .tokenUsedUpForIndex: usedUpForIndex.increment()
        case .wrongSize, .refusedKey, .indexMismatch: break
        }
    }
}
