/// What a call is told that could not be verified in time.
package enum LateVerification: String, CaseIterable, Sendable {
    /// `No-TN-Validation`: it goes through, unmarked.
    case none
    /// `TN-Validation-Failed`.
    case fail
}
