internal import Sealing

extension HotPath {
    /// What a retrieval costs: batches, empty and full.
    static let sealing: [HotPath] = [
        HotPath("batch of 16, nothing live", in: .sealing, repetitions: 200) { _ in try batch(live: 0, entries: 16) },
        HotPath("batch of 256, nothing live", in: .sealing, repetitions: 40) { _ in try batch(live: 0, entries: 256) },
        HotPath("batch of 16, all live", in: .sealing, repetitions: 20) { _ in try batch(live: 16, entries: 16) },
        HotPath("open a batch of 16, one of it one's own", in: .sealing, repetitions: 40) { _ in try opening() },
    ]

    private static func batch(live count: Int, entries: Int) throws -> PreparedPath {
        let sealer = BatchSealer(size: .standard)
        let live = try (0..<count).map { _ in try LiveEntry.example(to: .generate()) }
        return PreparedPath { _ in
            guard
                try sealer.batch(of: live, entries: entries).count
                    == SealedSize.standard.batchByteCount(entries: entries)
            else { throw HotPathFailure("sealing a batch") }
        }
    }

    private static func opening() throws -> PreparedPath {
        let key = try RecipientPrivateKey.generate()
        let batch = try BatchSealer(size: .standard).batch(of: [.example(to: key)], entries: 16)
        let opener = BatchOpener(key: key, size: .standard)
        return PreparedPath { _ in
            guard try opener.open(batch, entries: 16).count == 1 else { throw HotPathFailure("opening a batch") }
        }
    }
}

extension LiveEntry {
    /// A PASSporT that waits for the holder of this key.
    static func example(to key: RecipientPrivateKey) throws -> LiveEntry {
        let sealed = try SealedPassport(sealing: ["a.b.c"], to: key.publicKey, size: .standard)
        return LiveEntry(recipient: key.publicKey, sealed: sealed.bytes, pending: 1, remaining: 30)
    }
}
