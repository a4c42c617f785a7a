public import BlindTokens
public import Sealing

/// A store as it came over the network: its form is right, nothing else is known of it.
public struct StoreSubmission: Sendable {
    /// The index of the path.
    public let index: PlacementIndex
    /// The token, not verified.
    public let token: Token
    /// What claims to be K_temp's signature, 64 bytes.
    public let signature: [UInt8]
    /// The bytes that it claims to sign (RFC 9421 section 2.5).
    public let signedBytes: [UInt8]
    /// The body: `pkR(32) || sealed PASSporT`.
    public let body: [UInt8]
    /// SHA-256 of the body, computed once for everyone who needs it: the `Content-Digest` is compared with it,
    /// and repeats are known by it.
    public let digest: [UInt8]

    /// A submission as given.
    public init(index: PlacementIndex, token: Token, signature: [UInt8], signedBytes: [UInt8], body: [UInt8]) {
        self.index = index
        self.token = token
        self.signature = signature
        self.signedBytes = signedBytes
        self.body = body
        self.digest = WholeDigest.sha256(of: body)
    }
}

/// What became of a submission.
public enum StoreResult: Hashable, Sendable {
    /// Counted, in its place; the handle of the link to it.
    case accepted(handle: String)
    /// Nothing was stored.
    case refused(StoreRefusal)
}

/// Why nothing was stored. None of these depends on what is stored for the index by others.
public enum StoreRefusal: Error, Hashable, Sendable {
    /// The body has not the deployment's size.
    case wrongSize
    /// The body does not begin with a usable public key.
    case refusedKey
    /// The index is not the hash of that key.
    case indexMismatch
    /// The token is of an unknown or retired key, of another challenge, or its signature is wrong.
    case tokenRefused
    /// The store is not signed by the token's K_temp.
    case signatureRefused
    /// The token has had all its uses.
    case tokenUsedUp
    /// The token has had all its uses for this index.
    case tokenUsedUpForIndex
}
