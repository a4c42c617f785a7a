extension IssuerDirectory {
    /// One token key, and from when on it may be used.
    public struct Entry: Hashable, Sendable {
        /// The token key.
        public let tokenKey: BlindRSAPublicKey
        /// Seconds since 1970 from which tokens of this key are taken; `nil` for "now".
        public let notBefore: UInt64?

        /// One entry of a directory.
        public init(tokenKey: BlindRSAPublicKey, notBefore: UInt64? = nil) {
            self.tokenKey = tokenKey
            self.notBefore = notBefore
        }
    }
}
