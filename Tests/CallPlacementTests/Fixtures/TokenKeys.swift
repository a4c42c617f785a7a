import BlindTokens

/// Token keys that tests share, since making one takes some hundred milliseconds.
enum TokenKeys {
    private static let first = Result { try BlindRSAPrivateKey.generate() }
    private static let second = Result { try BlindRSAPrivateKey.generate() }

    /// The key of the first epoch of services under test.
    static var current: BlindRSAPrivateKey { get throws { try first.get() } }

    /// A key that no service knows.
    static var stranger: BlindRSAPrivateKey { get throws { try second.get() } }
}
