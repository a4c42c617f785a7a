/// A PASSporT that was read but not believed: its form is right, its signature has not been looked at.
///
/// ``PassportVerifier`` makes a ``VerifiedPassport`` of it, or says why not.
public struct UnverifiedPassport: Sendable {
    /// The JWS compact serialization it was read from, at most ``Passport/maximumBytes``.
    public let compactSerialization: String
    /// What it claims. Good for finding its certificate (``Passport/certificates``) and for nothing else.
    public let claimed: Passport
    let serialization: CompactSerialization

    /// Reads `header.payload.signature` (RFC 7515 section 3.1) in the full form of RFC 8225.
    ///
    /// - Throws: ``PassportError`` for anything else; ``PassportError/compactForm`` for the form without claims.
    public init(_ compactSerialization: String) throws(PassportError) {
        try self.init(compactSerialization, enclosing: 0)
    }

    /// The same for one that was found inside of so many diversions.
    init(_ compactSerialization: String, enclosing: Int) throws(PassportError) {
        let serialization = try CompactSerialization(compactSerialization)
        self.claimed = try Passport(
            header: serialization.header, claims: serialization.payload, enclosing: enclosing)
        self.serialization = serialization
        self.compactSerialization = compactSerialization
    }
}

extension UnverifiedPassport: Hashable {
    // All else follows from the text.
    public static func == (left: Self, right: Self) -> Bool {
        left.compactSerialization == right.compactSerialization
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(compactSerialization)
    }
}

extension UnverifiedPassport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "unverified PASSporT(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
