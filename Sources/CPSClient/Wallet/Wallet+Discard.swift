extension Wallet {
    /// Throws tokens of a service away, those first that end first: for those who get the same number at every visit,
    /// whatever they need, so that the issuer learns nothing from it.
    ///
    /// - Throws: ``CPSClientError/notEnoughTokens`` where there are fewer; then all are still there.
    package func discard(_ count: Int, for service: String, at now: Int64) throws(CPSClientError) {
        try take(count, for: service, at: now)
    }
}
