/// What a listener lets one client, and all of them together, take.
public struct ListenerLimits: Hashable, Sendable {
    /// Connections open at once.
    public var connections: Int
    /// Requests being worked on at once; more are answered 503.
    public var requestsUnderWay: Int
    /// Seconds after which an idle connection is closed.
    public var idleSeconds: Int
    /// Seconds that connections get to finish once the listener is told to stop.
    public var stopSeconds: Int

    /// Limits as given.
    public init(connections: Int, requestsUnderWay: Int, idleSeconds: Int, stopSeconds: Int) {
        self.connections = connections
        self.requestsUnderWay = requestsUnderWay
        self.idleSeconds = idleSeconds
        self.stopSeconds = stopSeconds
    }
}
