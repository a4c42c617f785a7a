public import Sealing

/// One key of a called number, and the Call Placement Service where its holder looks (RFC 8816 sections 10 and 11).
public struct Recipient: Hashable, Sendable {
    /// The key to encrypt to.
    public let publicKey: RecipientPublicKey
    /// The service to store at: `https://HOST` or `https://HOST:PORT`.
    public let service: String

    /// A key and where to store for it.
    public init(publicKey: RecipientPublicKey, service: String) {
        self.publicKey = publicKey
        self.service = service
    }
}
