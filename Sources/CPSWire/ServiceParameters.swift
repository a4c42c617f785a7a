internal import Foundation

/// What a deployment tells its clients at `/.well-known/cps`.
public struct ServiceParameters: Hashable, Sendable, Codable {
    /// How many entries a retrieval may ask for: powers of two.
    public struct Entries: Hashable, Sendable, Codable {
        /// Where a request says nothing.
        public var `default`: Int
        /// At the most.
        public var maximum: Int

        /// Numbers as given.
        public init(default: Int, maximum: Int) {
            self.default = `default`
            self.maximum = maximum
        }
    }

    /// What a token is good for.
    public struct Token: Hashable, Sendable, Codable {
        /// Stores with one token.
        public var uses: Int
        /// Stores with one token for one index within a lifetime.
        public var usesPerIndex: Int
        /// Seconds that one `K_cps` signs tokens.
        public var epoch: Int
        /// Seconds after that in which its tokens are still taken.
        public var grace: Int

        /// Numbers as given.
        public init(uses: Int, usesPerIndex: Int, epoch: Int, grace: Int) {
            self.uses = uses
            self.usesPerIndex = usesPerIndex
            self.epoch = epoch
            self.grace = grace
        }
    }

    /// Who issues the tokens.
    public struct Issuer: Hashable, Sendable, Codable {
        /// Issuer name and origin info of the token challenge (RFC 9577 section 2.1): the service's name.
        public var name: String
        /// Where the issuance listener is: an https URL without a path.
        public var url: String

        /// Values as given.
        public init(name: String, url: String) {
            self.name = name
            self.url = url
        }
    }

    /// The key directory.
    public struct Keys: Hashable, Sendable, Codable {
        /// Hexadecimal digits of the bucket that every look-up asks for.
        public var digits: Int

        /// A number as given.
        public init(digits: Int) {
            self.digits = digits
        }
    }

    /// The version of the protocol: 1.
    public var version: Int
    /// Bytes of a sealed PASSporT.
    public var sealedSize: Int
    /// Seconds that a PASSporT is kept.
    public var lifetime: Int
    /// Entries of a batch.
    public var entries: Entries
    /// Answers leave at multiples of so many milliseconds after the request came.
    public var releaseQuantum: Int
    /// What a token is good for.
    public var token: Token
    /// Who issues tokens.
    public var issuer: Issuer
    /// The key directory; `nil` where the deployment has none.
    public var keys: Keys?

    /// Parameters as given.
    public init(
        version: Int = 1, sealedSize: Int, lifetime: Int, entries: Entries, releaseQuantum: Int, token: Token,
        issuer: Issuer, keys: Keys? = nil
    ) {
        self.version = version
        self.sealedSize = sealedSize
        self.lifetime = lifetime
        self.entries = entries
        self.releaseQuantum = releaseQuantum
        self.token = token
        self.issuer = issuer
        self.keys = keys
    }

    /// The JSON that the service answers, the same bytes every time.
    public func encoded() throws -> [UInt8] {
        try WireJSON.encode(self)
    }

    /// Reads parameters from JSON.
    public init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json))
    }
}
