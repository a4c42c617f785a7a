internal import Sealing

extension ReleaseSchedule {
    /// How much slower than alone a machine under load may be before answers are late.
    private static let headroom = 2
    private static let rounds = 5

    /// Measures on this machine what a batch full of live recipients costs, in a few milliseconds.
    ///
    /// The best of several rounds counts, so that a start on a busy machine does not slow the service for
    /// good; the headroom is for the busy moments.
    ///
    /// - Throws: ``SealingError`` where the cryptographic library does not work.
    static func calibrated(quantum: Duration, size: SealedSize) throws(SealingError) -> Self {
        let entries = 32
        var live: [LiveEntry] = []
        for _ in 0..<entries {
            let recipient = try RecipientPrivateKey.generate().publicKey
            let sealed = [UInt8](repeating: 0, count: size.byteCount)
            live.append(LiveEntry(recipient: recipient, sealed: sealed, pending: 1, remaining: 1))
        }
        let sealer = BatchSealer(size: size)
        let empty = try fastest { () throws(SealingError) in _ = try sealer.batch(of: [], entries: entries) }
        let full = try fastest { () throws(SealingError) in _ = try sealer.batch(of: live, entries: entries) }
        return ReleaseSchedule(
            quantum: quantum,
            baseCost: .microseconds(500),
            costPerEntry: full > empty ? full / entries * headroom : .zero)
    }

    private static func fastest(_ work: () throws(SealingError) -> Void) throws(SealingError) -> Duration {
        var best: Duration?
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            try work()
            let took = start.duration(to: .now)
            best = min(best ?? took, took)
        }
        return best ?? .zero
    }
}
