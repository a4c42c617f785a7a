/// A PASSporT that a ``PassportVerifier`` has found true. Nothing else makes one.
public struct VerifiedPassport: Sendable {
    /// What it says.
    public let passport: Passport
    /// Who signed it.
    public let signer: STIRCredential
    /// The JWS compact serialization that was verified.
    public let compactSerialization: String

    init(_ unverified: UnverifiedPassport, signer: STIRCredential) {
        self.passport = unverified.claimed
        self.signer = signer
        self.compactSerialization = unverified.compactSerialization
    }
}

extension VerifiedPassport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "verified PASSporT(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
