/// How much cover there is (RFC 8816 section 7.4).
package struct CoverBudget: Hashable, Sendable {
    /// Dummies stored an hour, on average; none for 0.
    package let storesPerHour: Int
    /// Polls an hour without a call, on average; none for 0.
    package let pollsPerHour: Int
    /// The most tokens that dummies cost a day. When they are spent, no more dummies are stored until the day is over.
    package let tokensPerDay: Int

    /// A budget.
    package init(storesPerHour: Int, pollsPerHour: Int, tokensPerDay: Int) {
        self.storesPerHour = storesPerHour
        self.pollsPerHour = pollsPerHour
        self.tokensPerDay = tokensPerDay
    }

    /// The mean pause between two of so many an hour; `nil` for none.
    static func meanPause(_ perHour: Int) -> Duration? {
        perHour > 0 ? .seconds(3600) / perHour : nil
    }
}
