/// What a listener lets one client, and all of them together, take.
public struct ListenerLimits: Hashable, Sendable {
    /// Connections open at once.
    public var connections: Int
    /// Requests being worked on at once; more are answered 503.
    public var requestsUnderWay: Int
    /// Seconds after which an idle connection is closed.
    public var idleSeconds: Int

    /// Limits as given.
    public init(connections: Int, requestsUnderWay: Int, idleSeconds: Int) {
        self.connections = connections
        self.requestsUnderWay = requestsUnderWay
        self.idleSeconds = idleSeconds
    }
}
