/// What may be fetched because a PASSporT or a certificate says so, and what it may cost.
///
/// Whoever can send a call can make the verifier fetch an address of their choice. So by default nothing is asked that
/// is not a public `https` server on its usual port, and what it answers is bounded in bytes and in time.
public struct FetchRules: Sendable {
    /// Who vouches for servers.
    public var authorities = TLSAuthorities.system
    /// The ports that `https` may go to. Each one more is one more kind of server that strangers can knock on.
    public var ports: Set<Int> = [443]
    /// Whether servers may have private, loopback, link-local and other special addresses.
    ///
    /// > Warning: With this, a call can make the verifier talk to every machine that it reaches, those inside its own
    /// > network included. It is for tests, demonstrations and closed networks.
    public var dangerouslyAllowsPrivateAddresses = false
    /// Most bytes of an answer. Nothing is read beyond it.
    public var maximumBytes = 131_072
    /// How long a fetch may take, from the look-up of the name to the last byte, redirects included.
    public var totalTime = Duration.seconds(2)
    /// Most redirects that are followed. Each goes to an address that keeps the same rules.
    public var maximumRedirects = 3
    /// Most fetches at the same time; what comes on top is refused at once.
    public var maximumFetches = 32
    /// The ports that plain `http` may go to; none where it is not permitted at all.
    package var plainPorts: Set<Int> = []

    /// The rules as they are by default.
    public init() {}
}
