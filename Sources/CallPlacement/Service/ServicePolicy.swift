public import BlindTokens
public import Sealing

/// What an operator decides about a deployment.
public struct ServicePolicy: Sendable {
    /// The service's name: issuer name and origin info of the token challenge (RFC 9577 section 2.1).
    public var name: String
    /// Bytes of a sealed PASSporT.
    public var sealedSize: SealedSize
    /// What the store allows.
    public var limits: PlacementLimits
    /// Answers leave at multiples of this.
    public var releaseQuantum: Duration
    /// How long an answer is ready, at the least, before it leaves (``ReleaseSchedule/margin``).
    public var releaseMargin: Duration
    /// How long a `K_cps` lives.
    public var epochs: EpochPolicy
    /// Tokens a credential may have in an epoch.
    public var issuanceQuota: Int

    /// A policy as given.
    public init(
        name: String, sealedSize: SealedSize, limits: PlacementLimits, releaseQuantum: Duration,
        releaseMargin: Duration = .milliseconds(25),
        epochs: EpochPolicy,
        issuanceQuota: Int
    ) {
        self.name = name
        self.sealedSize = sealedSize
        self.limits = limits
        self.releaseQuantum = releaseQuantum
        self.releaseMargin = releaseMargin
        self.epochs = epochs
        self.issuanceQuota = issuanceQuota
    }

    /// The one token challenge of this deployment: an empty redemption context, so that tokens can be had
    /// long before a call.
    public var tokenChallenge: TokenChallenge {
        get throws(TokenError) { try TokenChallenge(issuerName: name, redemptionContext: [], originInfo: name) }
    }
}
