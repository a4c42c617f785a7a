#if canImport(Glibc)
    import Glibc
#endif

/// The two clocks of the service, passed in so that tests can hold them still.
public struct ServiceClock: Sendable {
    /// Time for lifetimes: cannot be set.
    public let boot: @Sendable () -> BootInstant
    /// Time for epochs and certificates: seconds since 1970 UTC.
    public let wallSeconds: @Sendable () -> Int64

    /// Makes a clock out of two sources.
    public init(
        boot: @escaping @Sendable () -> BootInstant,
        wallSeconds: @escaping @Sendable () -> Int64
    ) {
        self.boot = boot
        self.wallSeconds = wallSeconds
    }

    /// The machine's clocks.
    public static let system = ServiceClock(
        boot: {
            var time = timespec()
            unsafe clock_gettime(CLOCK_BOOTTIME, &time)
            return BootInstant(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
        },
        wallSeconds: {
            var time = timespec()
            unsafe clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec)
        }
    )
}
