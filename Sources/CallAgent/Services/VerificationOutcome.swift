package import OutOfBand

/// What came of a verification: the part of a report that a SIP server is told.
package struct VerificationOutcome: Hashable, Sendable {
    /// Whether somebody proved to be calling.
    package let verdict: VerificationReport.Verdict
    /// The step that the PASSporT did not pass which came furthest; `nil` where there was none.
    package let step: VerificationStep?
    /// Why, without a number.
    package let reason: String
    /// How many distinct calls between these parties valid PASSporTs speak of.
    package let distinctCalls: Int

    /// States an outcome.
    package init(
        _ verdict: VerificationReport.Verdict, at step: VerificationStep? = nil, reason: String, distinctCalls: Int = 0
    ) {
        self.verdict = verdict
        self.step = step
        self.reason = reason
        self.distinctCalls = distinctCalls
    }

    /// Takes it from a report.
    init(_ report: VerificationReport) {
        self.init(
            report.verdict, at: report.verdict == .passed ? nil : report.fallen.map(\.step).max(),
            reason: report.reason, distinctCalls: report.distinctCalls)
    }
}
