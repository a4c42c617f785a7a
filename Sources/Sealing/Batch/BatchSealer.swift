internal import Crypto

/// Makes batches: the service's side of every retrieval.
public struct BatchSealer: BatchMaking {
    /// The largest number of entries that a batch can say.
    public static let maximumEntries = 0xffff

    /// The deployment's sealed size.
    public let size: SealedSize

    /// A sealer for a deployment's sealed size.
    public init(size: SealedSize) {
        self.size = size
    }

    /// Everything in it is new: a fresh ephemeral key, fresh keystream for the dummies, and every live
    /// PASSporT encrypted again, so that two batches can only be related by someone who can open them.
    ///
    /// - Throws: ``SealingError/wrongLength`` where `live` or `entries` is out of range,
    ///   ``SealingError/unavailable`` where the cryptographic library fails.
    public func batch(of live: [LiveEntry], entries: Int) throws(SealingError) -> [UInt8] {
        guard live.count <= entries, (1...Self.maximumEntries).contains(entries) else { throw .wrongLength }
        var random = BufferedRandomness()
        let positions = random.distinctPositions(live.count, below: entries)
        return try batch(of: Array(zip(positions, live)), entries: entries, ephemeral: EphemeralEncapsulation())
    }

    /// A batch with everything given that is otherwise random, but for the dummies.
    func batch(
        of placed: [(position: Int, entry: LiveEntry)], entries: Int, ephemeral: consuming EphemeralEncapsulation
    ) throws(SealingError) -> [UInt8] {
        guard placed.allSatisfy({ $0.entry.sealed.count == size.byteCount }) else { throw .wrongLength }
        let header = Batch.header(entries: entries, ephemeral: ephemeral.encapsulated)
        let keys = try Self.keys(of: placed, from: ephemeral)
        var failure: SealingError?
        let byteCount = size.batchByteCount(entries: entries)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { output, initialized in
            _ = unsafe output.initialize(fromContentsOf: header)
            let body = unsafe UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(output)[header.count..<byteCount])
            do throws(SealingError) {
                unsafe try fill(body, with: placed, keys: keys, header: header)
                initialized = byteCount
            } catch {
                failure = error
                initialized = 0
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// The key of every entry: one agreement each, also where several are for one recipient, so that what a batch costs
    /// goes by their number alone.
    private static func keys(
        of placed: [(position: Int, entry: LiveEntry)], from ephemeral: borrowing EphemeralEncapsulation
    ) throws(SealingError) -> [SymmetricKey] {
        guard !placed.isEmpty else { return [] }
        let derivation = try EntryKeys(encapsulated: ephemeral.encapsulated)
        var keys: [SymmetricKey] = []
        for (_, live) in placed {
            keys.append(
                try derivation.key(from: ephemeral.agreement(with: live.recipient), of: live.recipient))
        }
        return keys
    }

    /// Dummies everywhere in one stretch of keystream, then the live entries over them.
    private func fill(
        _ body: UnsafeMutableRawBufferPointer, with placed: [(position: Int, entry: LiveEntry)],
        keys: [SymmetricKey], header: [UInt8]
    ) throws(SealingError) {
        unsafe try DummyKeystream.fill(body)
        guard !placed.isEmpty else { return }
        let sealer = try EntrySealer(header: header)
        for ((position, live), key) in zip(placed, keys) {
            let start = position * size.entryByteCount
            let entry = unsafe UnsafeMutableRawBufferPointer(rebasing: body[start..<start + size.entryByteCount])
            unsafe try sealer.seal(live, at: position, key: key, into: entry)
        }
    }
}
