#if canImport(Glibc)
    import Glibc
#endif

/// From when until when a throwaway certificate is valid. Never for production.
public struct ThrowawayValidity: Hashable, Sendable {
    /// The first second at which it is valid, since 1970 UTC.
    public let notBefore: Int64
    /// The last second at which it is valid, since 1970 UTC.
    public let notAfter: Int64

    /// Valid between these two seconds, both included.
    public init(notBefore: Int64, notAfter: Int64) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Valid from an hour before `now`, so that clocks may differ a little, for `count` days after it.
    public static func days(_ count: Int64, from now: Int64) -> Self {
        Self(notBefore: now - 3600, notAfter: now + count * 86_400)
    }

    /// Valid from an hour ago by this machine's clock, for `count` days.
    public static func days(_ count: Int64) -> Self {
        days(count, from: Int64(time(nil)))
    }
}
