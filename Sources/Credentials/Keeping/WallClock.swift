import Glibc

/// Seconds since 1970 UTC by this machine's clock.
enum WallClock {
    static let seconds: @Sendable () -> Int64 = { Int64(time(nil)) }
}
