/// A JSON number, kept in the spelling it was written in (RFC 8259 section 6).
public struct JSONNumber: Hashable, Sendable {
    /// The spelling, ASCII.
    public let spelling: String

    /// An integer; RFC 8225 section 9 rule 4 writes no other number unless a claim asks for it.
    public init(_ integer: Int64) {
        self.spelling = String(integer)
    }

    /// A spelling that the parser has checked.
    init(checked spelling: String) {
        self.spelling = spelling
    }
}
