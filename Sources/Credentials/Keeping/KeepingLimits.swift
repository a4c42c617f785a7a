/// How much of what was fetched is kept, and for how long.
public struct KeepingLimits: Hashable, Sendable {
    /// Most entries.
    public var entries = 1024
    /// Most bytes of all entries together, as they were fetched.
    public var bytes = 16_777_216
    /// Seconds that an entry may be used.
    public var timeToLive: Int64 = 3600
    /// Seconds that a failure is remembered, so that the same address is not asked for every call.
    public var failureTime: Int64 = 30

    /// The limits as they are by default.
    public init() {}
}
