public import STIR

/// Where revocation lists come from, who may sign them, and what they may cost.
public struct RevocationSettings: Sendable {
    /// Where an operator says that a list is.
    public enum Location: Hashable, Sendable {
        /// A file, DER or PEM.
        case file(String)
        /// A URL that keeps the rules.
        case url(String)
    }

    /// Lists that are looked at for every certificate, such as the one that an administration publishes for all
    /// authorities of a country.
    public var lists: [Location] = []
    /// Whether the lists that a certificate itself names are fetched (RFC 5280 section 4.2.1.13).
    ///
    /// A certificate is asked only after its path has been verified, so the address comes from an authority that is
    /// trusted, and not from whoever calls.
    public var usesDistributionPoints = true
    /// Who, besides the issuer of a certificate, may list it: signers of indirect lists (RFC 5280 section 5.2.5).
    public var indirectSigners: TrustAnchors?
    /// What may be fetched, and at what cost. Its bytes bound files, too.
    public var rules: FetchRules
    /// Whether lists may be fetched over plain `http`, as many authorities publish them. Lists are signed, so it does
    /// not let anybody change them, but everybody on the way sees that one is fetched.
    public var allowsPlainHTTP = false
    /// The ports that plain `http` may go to, if it may.
    public var plainPorts: Set<Int> = [80]
    /// How much is kept, and for how long. No list is kept beyond its next update.
    public var keeping = KeepingLimits()
    /// Most certificates of one list.
    public var maximumEntries = 50_000

    /// The settings as they are by default: only distribution points, over `https`, lists of up to 2 MiB.
    public init() {
        rules = FetchRules()
        rules.maximumBytes = 2_097_152
        keeping.entries = 64
        keeping.bytes = 33_554_432
    }
}
