/// What a signed statement is about: the "typ" of its header (RFC 8725 section 3.11), so that none passes for another.
package enum StatementKind: String, Hashable, Sendable {
    /// A ``KeyBinding``.
    case binding = "cps-key-binding+jwt"
    /// A ``KeyWithdrawal``.
    case withdrawal = "cps-key-withdrawal+jwt"

    /// The media type (RFC 7515 section 4.1.9).
    package var mediaType: String { "application/" + rawValue }
}
