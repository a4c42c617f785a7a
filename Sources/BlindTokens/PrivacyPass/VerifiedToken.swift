/// A token whose authenticator is the token key's signature, for this service's challenge.
///
/// ``TokenVerifier`` makes it. That the sender holds its K_temp is another question: ask
/// ``KTemp/isValidSignature(_:for:)``.
public struct VerifiedToken: Hashable, Sendable {
    /// The public K_temp, the only name that the token is counted under.
    ///
    /// Whether it is a point of the curve shows when a signature is checked with it, and not before: the
    /// issuer signed it blind.
    public let kTemp: KTemp
    /// The token key that signed; counters of a retired key are dropped with it.
    public let tokenKeyID: TokenKeyID

    init(verified token: Token) {
        kTemp = KTemp(unchecked: token.nonce)
        tokenKeyID = token.tokenKeyID
    }

    /// **Skips the RSA check.** Only for a token whose K_temp already has a counter under the same token key,
    /// which is proof that a token with this nonce was verified before.
    ///
    /// Digest and authenticator are then not looked at. They need not be: the uses are counted under
    /// K_temp, and only its holder can sign a store.
    package init(knownFromCounter token: Token) {
        self.init(verified: token)
    }
}

extension VerifiedToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "verified token(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
