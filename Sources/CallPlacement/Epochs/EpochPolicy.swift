/// How long a `K_cps` lives.
public struct EpochPolicy: Hashable, Sendable {
    /// Seconds that it signs tokens.
    public var length: Int64
    /// Seconds after that in which its tokens are still taken.
    public var grace: Int64

    /// A policy in seconds.
    public init(length: Int64, grace: Int64) {
        self.length = length
        self.grace = grace
    }

    /// Whether an epoch's key still signs tokens.
    ///
    /// One that begins more than a length from now was opened while the clock was wrong: it would sign for too long.
    func signs(_ epoch: EpochRecord, at now: Int64) -> Bool {
        now < epoch.start + length && now >= epoch.start - length
    }

    /// Whether an epoch's tokens are still taken.
    func accepts(_ epoch: EpochRecord, at now: Int64) -> Bool {
        now < epoch.start + length + grace
    }
}
