public import Sealing

/// One sealed PASSporT that was found and opened.
public struct RetrievedPassports: Sendable {
    /// Full-form PASSporTs in JWS compact serialization, at least one. **Nothing about them is verified**, and
    /// anyone who holds a token may have left them: verify each before a word of it is believed.
    public let passports: [String]
    /// Seconds that the service will still keep it.
    public let remaining: Int
    /// What was stored, to tell one from another.
    public let sealed: SealedPassport
}

/// What a retrieval found.
public struct RetrievalResult: Sendable {
    /// What could be opened, each once.
    public var found: [RetrievedPassports] = []
    /// How many more there were for this key that hold nothing readable: anyone with a token may leave such.
    public var unreadable = 0
    /// How many PASSporTs the service had for this key at the last answer; it counts no further than the
    /// maximum number of entries.
    public var pending = 0
}
