/// A call that a ``PassportVerifier`` has found true: the PASSporT it began with, and its diversions. Nothing else
/// makes one.
public struct VerifiedPassport: Sendable {
    /// What the caller's side says.
    public let passport: Passport
    /// Who signed it.
    public let signer: STIRCredential
    /// The JWS compact serialization that was verified.
    public let compactSerialization: String
    /// How the call was diverted, the latest diversion first; empty if it was not.
    public let diversions: [VerifiedDiversion]

    /// Who is called in the end: what is to be compared with the number that rang (RFC 8946 section 4.2 step 1).
    public var destinations: PassportDestinations { diversions.first?.passport.destinations ?? passport.destinations }

    init(_ original: UnverifiedPassport, signer: STIRCredential, diversions: [VerifiedDiversion]) {
        self.passport = original.claimed
        self.signer = signer
        self.compactSerialization = original.compactSerialization
        self.diversions = diversions
    }
}

extension VerifiedPassport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "verified PASSporT(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
