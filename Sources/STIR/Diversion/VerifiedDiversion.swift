/// A diversion that a ``PassportVerifier`` has found true, as part of a ``VerifiedPassport``. Nothing else makes one.
///
/// It is true that the party named in it diverted the call; who called is the original's to say.
public struct VerifiedDiversion: Sendable {
    /// Who diverted the call.
    public let diversion: Diversion
    /// All that its PASSporT says.
    public let passport: Passport
    /// Who signed it.
    public let signer: STIRCredential
    /// The JWS compact serialization that was verified.
    public let compactSerialization: String

    init(_ diversion: Diversion, _ unverified: UnverifiedPassport, signer: STIRCredential) {
        self.diversion = diversion
        self.passport = unverified.claimed
        self.signer = signer
        self.compactSerialization = unverified.compactSerialization
    }
}

extension VerifiedDiversion: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "verified diversion(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
