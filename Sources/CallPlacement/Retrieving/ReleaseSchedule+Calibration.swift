internal import Glibc
public import Sealing

extension ReleaseSchedule {
    /// How much slower than alone a machine under load may be before answers are late.
    private static let headroom = 2
    private static let mostRounds = 15
    /// However busy the machine is, a start does not wait longer than about this.
    private static let longest = Duration.milliseconds(150)

    /// The schedule of a policy on this machine, measured while nothing else runs in the process.
    ///
    /// - Throws: ``SealingError`` where the cryptographic library does not work.
    public static func calibrated(for policy: ServicePolicy) throws(SealingError) -> Self {
        try calibrated(quantum: policy.releaseQuantum, margin: policy.releaseMargin, size: policy.sealedSize)
    }

    /// Measures on this machine what a batch full of live recipients costs, in at most a seventh of a second.
    ///
    /// What counts is the time that a processor worked for this thread: waiting for a processor is no work, so that a
    /// start on a busy machine does not slow the service for good. The headroom is for the busy moments.
    ///
    /// - Throws: ``SealingError`` where the cryptographic library does not work.
    package static func calibrated(
        quantum: Duration, margin: Duration, size: SealedSize
    ) throws(SealingError) -> Self {
        var cost = BatchCost(entries: 8)
        var live: [LiveEntry] = []
        for _ in 0..<cost.entries {
            let recipient = try RecipientPrivateKey.generate().publicKey
            let sealed = [UInt8](repeating: 0, count: size.byteCount)
            live.append(LiveEntry(recipient: recipient, sealed: sealed, pending: 1, remaining: 1))
        }
        let sealer = BatchSealer(size: size)
        let end = ContinuousClock.now.advanced(by: longest)
        var rounds = 0
        repeat {
            let start = processorTime()
            _ = try sealer.batch(of: [], entries: cost.entries)
            let middle = processorTime()
            _ = try sealer.batch(of: live, entries: cost.entries)
            cost.add(empty: middle - start, full: processorTime() - middle)
            rounds += 1
        } while !cost.isStable && rounds < mostRounds && ContinuousClock.now < end
        return ReleaseSchedule(
            quantum: quantum, baseCost: .microseconds(500), costPerEntry: cost.perEntry * headroom, margin: margin)
    }

    /// How long a processor has worked for this thread so far.
    private static func processorTime() -> Duration {
        var time = timespec()
        // Cannot fail: Linux has this clock, and the address is a variable's.
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
