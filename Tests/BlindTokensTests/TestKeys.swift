import BlindTokens

/// Token keys that the tests share, since making one takes some hundred milliseconds.
enum TestKeys {
    private static let first = Result { try BlindRSAPrivateKey.generate() }
    private static let second = Result { try BlindRSAPrivateKey.generate() }

    /// The issuer's key.
    static var issuer: BlindRSAPrivateKey { get throws { try first.get() } }

    /// The key of somebody else.
    static var other: BlindRSAPrivateKey { get throws { try second.get() } }
}
