public import STIR

/// A key binding that was read but not believed: its form is right, its signature has not been looked at.
///
/// ``KeyBindingVerifier`` makes a ``VerifiedKeyBinding`` of it, or says why not.
public struct UnverifiedKeyBinding: Sendable {
    /// The JWS compact serialization it was read from, at most ``KeyBinding/maximumBytes``.
    public let compactSerialization: String
    /// What it claims. Good for choosing those of a number, and for nothing else.
    public let claimed: KeyBinding
    /// The certificates that it came with.
    public let chain: CertificateChain
    let statement: SignedStatement

    /// Reads `header.payload.signature` (RFC 7515 section 3.1).
    ///
    /// - Throws: ``KeyBindingError``.
    public init(_ compactSerialization: String) throws(KeyBindingError) {
        let statement = try SignedStatement(compactSerialization, kind: .binding)
        self.claimed = try KeyBinding(json: statement.payload)
        self.chain = statement.chain
        self.statement = statement
        self.compactSerialization = compactSerialization
    }
}

extension UnverifiedKeyBinding: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "unverified key binding(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
