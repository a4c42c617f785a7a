internal import Crypto
internal import Sealing

/// A batch in which every entry is live, each for another recipient.
struct LivePath {
    private static let entries = 64

    func measured() throws -> Measured {
        let sealer = BatchSealer(size: .standard)
        let live = try (0..<Self.entries).map { _ in
            let recipient = try RecipientPrivateKey.generate().publicKey
            let sealed = try SealedPassport(sealing: ["a.b.c"], to: recipient, size: .standard)
            return LiveEntry(recipient: recipient, sealed: sealed.bytes, pending: 1, remaining: 30)
        }
        let race = try Race(of: BareAgreement.contenders(with: live.map(\.recipient.bytes)), repetitions: 2)
        let bare = try race.fastest()
        let comparison = try Comparison.measure(
            rounds: 41, 4,
            { repetitions in
                for _ in 0..<repetitions { _ = try sealer.batch(of: live, entries: Self.entries) }
            }, against: 4, bare.callAsFunction)
        return Measured(
            "live entries: \(Self.entries) live recipients in a batch of \(Self.entries)",
            against: "\(Self.entries) bare X25519 agreements (\(bare.library))", .atMost(1.35), ratio: comparison.ratio,
            details: [
                "the batch takes \(Microseconds(Comparison.median(comparison.path)))",
                "the agreements take \(Microseconds(Comparison.median(comparison.baseline)))",
                race.standing("X25519", each: Self.entries),
            ])
    }
}
