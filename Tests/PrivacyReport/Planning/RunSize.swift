/// How much the attacks look at.
package enum RunSize: String, CaseIterable, Sendable {
    /// As much as the claims are made for: minutes, in a release build.
    case full
    /// As much as a debug build manages in the test suite.
    case small
}
