/// What a listener lets one client, and all of them together, take.
public struct ListenerLimits: Hashable, Sendable {
    /// Connections open at once.
    public var connections: Int
    /// Most requests being worked on at once; more are answered 503. Fewer are where they have to wait.
    public var requestsUnderWay: Int
    /// Seconds after which a connection without a request under way is closed, and one on which nothing arrives.
    public var idleSeconds: Int
    /// Seconds that a request may take, from its head to the last byte of its answer.
    public var exchangeSeconds: Int
    /// Bytes of answers that clients have not taken yet, on all connections, before the slowest clients have to go.
    public var unreadBytes: Int
    /// Seconds that connections get to finish once the listener is told to stop.
    public var stopSeconds: Int

    /// Limits as given.
    public init(
        connections: Int, requestsUnderWay: Int, idleSeconds: Int, exchangeSeconds: Int = 30,
        unreadBytes: Int = 256 << 20, stopSeconds: Int
    ) {
        self.connections = connections
        self.requestsUnderWay = requestsUnderWay
        self.idleSeconds = idleSeconds
        self.exchangeSeconds = exchangeSeconds
        self.unreadBytes = unreadBytes
        self.stopSeconds = stopSeconds
    }
}
