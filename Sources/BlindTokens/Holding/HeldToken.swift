/// A token together with the private K_temp that spends it.
public struct HeldToken: Sendable {
    /// The token to send along.
    public let token: Token
    /// What signs each store.
    public let key: KTempPrivateKey

    /// Puts together what was kept apart.
    ///
    /// - Throws: ``TokenError/wrongHolder`` when the token's nonce is not the public K_temp.
    public init(token: Token, key: KTempPrivateKey) throws(TokenError) {
        guard token.nonce == key.publicKey.bytes else { throw .wrongHolder }
        self.token = token
        self.key = key
    }
}
