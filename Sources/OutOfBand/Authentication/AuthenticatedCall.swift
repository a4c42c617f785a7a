public import STIR

/// A call whose PASSporT is made and stored: now it may be placed.
public struct AuthenticatedCall: Sendable {
    /// The PASSporT in full form, for the Identity header of a SIP request as well.
    public let passport: String
    /// Where its certificates are.
    public let certificates: CertificateReference
    /// How it was stored.
    public let placement: Placement
}

/// What became of the copies of one call.
public struct Placement: Hashable, Sendable {
    /// How many keys of the destination were found.
    public let keys: Int
    /// How many sealed PASSporTs were placed.
    public let copies: Int
    /// How many tokens were spent.
    public let tokens: Int
    /// At how many Call Placement Services.
    public let services: Int
}
