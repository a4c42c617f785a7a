/// What the agent counts. No count is kept by number, party or address.
package enum AgentCount: String, CaseIterable, Sendable {
    /// Calls that were signed.
    case signed
    /// Of these, calls whose PASSporT was stored before the answer.
    case stored
    /// Calls whose PASSporT could not be stored.
    case notStored
    /// Calls that were answered at the deadline, before they were stored.
    case storedLate
    /// Calls that were diverted.
    case diverted
    /// Calls that were not signed, because policy or certificate do not cover the caller.
    case notEntitled
    /// Verifications that ended with `TN-Validation-Passed`.
    case passed
    /// Verifications that ended with `TN-Validation-Failed`.
    case failed
    /// Verifications that ended with `No-TN-Validation`.
    case notValidated
    /// Verifications that were answered at the deadline.
    case verifiedLate
    /// Verifications of calls for which more than one PASSporT was valid (RFC 8816 section 7.4).
    case severalCalls
    /// Calls whose Identity values a gateway stored.
    case outbound
    /// Calls for which a gateway was given Identity values.
    case inbound
    /// Requests that were refused for their form.
    case malformed
    /// Requests that were refused, since too much was under way.
    case overloaded
    /// Tokens that were got.
    case tokens
    /// Tokens that were thrown away, since the wallet was full.
    case tokensDropped
    /// Times that no tokens could be got.
    case tokenFailures
    /// Dummies that were stored to the agent itself.
    case coverStores
    /// Polls without a call.
    case coverPolls
    /// Cover that failed, or for which there was no token.
    case coverFailures
}
