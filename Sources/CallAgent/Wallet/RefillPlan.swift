/// When tokens are got, and how many: neither follows from the calls.
///
/// The issuer knows whose certificate asks. If the wallet were filled up as it empties, the issuer could count the
/// calls of each of its customers. So the same number of tokens is got at every visit, at times that nothing but
/// chance decides, and what no longer fits is thrown away. Only where more calls were made than the pace allows, so that
/// the wallet sank below its low mark, a visit gets a larger number, always the same: that much shows.
package struct RefillPlan: Hashable, Sendable {
    /// What to do at one visit.
    package struct Visit: Hashable, Sendable {
        /// How many tokens to get.
        package let get: Int
        /// How many to throw away afterwards, those first that end first.
        package let discard: Int
    }

    /// How many usual visits' tokens are got where the wallet has sunk below its low mark.
    package static let largerBy = 4
    /// The most doublings of the mean pause after failures.
    package static let mostDoublings = 5

    /// Below this, a visit gets more.
    package let low: Int
    /// So many are kept.
    package let high: Int
    /// So many are got at every visit.
    package let batch: Int
    /// The mean pause between two visits.
    package let meanPause: Duration

    /// A plan.
    package init(low: Int, high: Int, batch: Int, meanPause: Duration) {
        self.low = low
        self.high = high
        self.batch = batch
        self.meanPause = meanPause
    }

    /// The first fill of a start, which nobody has called before.
    package func first(holding held: Int) -> Visit { Visit(get: max(0, high - held), discard: 0) }

    /// A visit.
    package func visit(holding held: Int) -> Visit {
        let get = held < low ? batch * Self.largerBy : batch
        return Visit(get: get, discard: max(0, held + get - high))
    }

    /// The mean pause after so many failures in a row.
    package func meanPause(afterFailures failures: Int) -> Duration {
        meanPause * (1 << min(failures, Self.mostDoublings))
    }
}
