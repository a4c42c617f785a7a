/// What an operator decides about the key directory.
public struct KeyDirectoryPolicy: Hashable, Sendable {
    /// Hexadecimal digits of a bucket: fewer hide a number among more others, and make answers longer.
    public var digits: Int
    /// Bindings and withdrawals that one credential may send in one epoch of `K_cps`.
    public var quota: Int
    /// Names of bindings that one signer may have at a time, withdrawn ones included while they are remembered.
    public var namesPerSigner: Int
    /// Bindings for one number among all signers that hold their certificate from one issuer.
    public var bindingsPerNumber: Int

    /// A policy as given.
    public init(digits: Int = 2, quota: Int = 1000, namesPerSigner: Int = 1000, bindingsPerNumber: Int = 16) {
        self.digits = digits
        self.quota = quota
        self.namesPerSigner = namesPerSigner
        self.bindingsPerNumber = bindingsPerNumber
    }
}
