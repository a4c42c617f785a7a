public import BlindTokens
public import Sealing

/// Names one placement within a store: counted upwards from 1, never given twice.
public struct PlacementID: Hashable, Comparable, Sendable {
    /// The number; at least 1.
    public let rawValue: UInt64

    /// Wraps a number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One use of a token, its signature already checked.
public struct TokenUse: Hashable, Sendable {
    /// The public K_temp: alone it is what uses are counted by, never an encoding of a signature.
    public let kTemp: KTemp
    /// The epoch whose `K_cps` signed the token.
    public let epoch: EpochID

    /// A use of the token for `kTemp`, signed in `epoch`.
    public init(kTemp: KTemp, epoch: EpochID) {
        self.kTemp = kTemp
        self.epoch = epoch
    }
}

/// What a store is asked to place.
public struct PlacementRequest: Sendable {
    /// The recipient whose index it is placed under.
    public let recipient: RecipientPublicKey
    /// `SHA-256("cps-index-v1" || pkR)` of that recipient.
    public let index: PlacementIndex
    /// The sealed PASSporT, ``sealedSize`` bytes of the deployment.
    public let sealed: [UInt8]
    /// SHA-256 of the request's body: the same token with the same digest for the same index is a repeat.
    public let digest: [UInt8]
    /// The token's use to count.
    public let use: TokenUse

    /// A request; `digest` has 32 bytes.
    public init(recipient: RecipientPublicKey, index: PlacementIndex, sealed: [UInt8], digest: [UInt8], use: TokenUse) {
        self.recipient = recipient
        self.index = index
        self.sealed = sealed
        self.digest = digest
        self.use = use
    }
}

/// What became of a request that reached the store.
public enum PlacementOutcome: Hashable, Sendable {
    /// Counted on disk and placed.
    case placed(PlacementReference)
    /// A byte-identical repeat of a live placement with the same token: not counted, nothing placed.
    case repeated(PlacementReference)
    /// The token has had all its uses, or its epoch is retired.
    case tokenUsedUp
    /// The token has had all its uses for this index within the lifetime. Not counted.
    case tokenUsedUpForIndex
}

/// A live placement as a sample names it.
public struct PlacementReference: Hashable, Sendable {
    /// Which one.
    public let id: PlacementID
    /// The index it was placed under.
    public let index: PlacementIndex
    /// When it ends.
    public let expiry: BootInstant
    /// How many PASSporTs of this same index live, this one included, counted up to the store's maximum.
    public let pending: Int

    /// A reference as given.
    public init(id: PlacementID, index: PlacementIndex, expiry: BootInstant, pending: Int) {
        self.id = id
        self.index = index
        self.expiry = expiry
        self.pending = pending
    }
}

/// What was placed.
public struct PlacedPassport: Hashable, Sendable {
    /// The recipient's public key.
    public let recipient: RecipientPublicKey
    /// The sealed PASSporT.
    public let sealed: [UInt8]

    /// A placed PASSporT.
    public init(recipient: RecipientPublicKey, sealed: [UInt8]) {
        self.recipient = recipient
        self.sealed = sealed
    }
}
