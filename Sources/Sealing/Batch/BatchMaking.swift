/// Makes the batches that retrievals are answered with.
public protocol BatchMaking: Sendable {
    /// A batch of exactly `entries` entries, the live ones at uniformly random positions.
    ///
    /// - Parameters:
    ///   - live: at most `entries` PASSporTs, each of the deployment's sealed size.
    ///   - entries: 1 to 65,535.
    /// - Returns: ``SealedSize/batchByteCount(entries:)`` bytes.
    /// - Throws: ``SealingError``.
    func batch(of live: [LiveEntry], entries: Int) throws(SealingError) -> [UInt8]
}
