#if canImport(Glibc)
    import Glibc
#endif

/// A moment on the machine's boot clock, in nanoseconds since it was started.
///
/// Lifetimes are measured on this clock: nobody can set it, it goes on while the machine is suspended,
/// and it survives a restart of the process. It ends with the machine, as the memory-backed folder of
/// placements does.
public struct BootInstant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the machine was started.
    public let nanoseconds: UInt64

    /// A moment so many nanoseconds after the machine was started.
    public init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment so much later.
    public func advanced(by duration: Duration) -> Self {
        Self(nanoseconds: nanoseconds &+ duration.wholeNanoseconds)
    }

    /// Whole seconds from `now` until this moment, rounded up; 0 when it has passed.
    public func secondsRemaining(from now: BootInstant) -> Int {
        guard self > now else { return 0 }
        return Int((nanoseconds - now.nanoseconds + 999_999_999) / 1_000_000_000)
    }
}

extension Duration {
    /// This duration in nanoseconds; 0 where it is negative.
    package var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
