#if canImport(Glibc)
    import Glibc
#endif

/// The clocks of the service, passed in so that tests can hold them still.
public struct ServiceClock: Sendable {
    /// Time for lifetimes: cannot be set.
    public let boot: @Sendable () -> BootInstant
    /// Time for certificates: seconds since 1970 UTC as the machine's clock shows them, which may be set at any moment.
    public let wallSeconds: @Sendable () -> Int64

    private let madeAtBoot: BootInstant
    private let madeAtWall: Int64

    /// Makes a clock out of two sources. What the second shows at this moment is believed.
    public init(
        boot: @escaping @Sendable () -> BootInstant,
        wallSeconds: @escaping @Sendable () -> Int64
    ) {
        self.boot = boot
        self.wallSeconds = wallSeconds
        madeAtBoot = boot()
        madeAtWall = wallSeconds()
    }

    /// Time for epochs: seconds since 1970 UTC by the wall clock when this clock was made, and from there on by the boot
    /// clock. Whoever sets the wall clock makes no epoch longer or shorter.
    public func steadySeconds() -> Int64 {
        let passed = Int64(bitPattern: boot().nanoseconds &- madeAtBoot.nanoseconds)
        return madeAtWall + passed / 1_000_000_000
    }

    /// The seconds since 1970 UTC that have passed by the wall clock and by ``steadySeconds()``: for removing what has
    /// ended, which nobody can bring back when the wall clock is set right again.
    func surelyPassedSeconds() -> Int64 { min(wallSeconds(), steadySeconds()) }

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
