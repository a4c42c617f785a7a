/// Why nobody could say which keys a called party has. The text names no number.
public struct RecipientsUnavailable: Error, Hashable, Sendable {
    private let message: String

    /// A reason: what went wrong and what to do.
    public init(_ message: String) {
        self.message = message
    }
}

extension RecipientsUnavailable: CustomStringConvertible {
    public var description: String { message }
}
