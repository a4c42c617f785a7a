public import Sealing

/// Opens batches that were kept, without the service.
public enum SavedBatch {
    /// Everything in a batch that is for a key.
    ///
    /// The number of entries stands in the batch, and the sealed size follows from its length.
    ///
    /// - Parameter batch: The bytes as ``CallPlacementClient/batch(_:entries:)`` gave them.
    /// - Throws: ``CPSClientError/malformedAnswer`` where it is not a batch.
    public static func open(_ batch: [UInt8], key: RecipientPrivateKey) throws(CPSClientError) -> RetrievalResult {
        guard batch.count > Batch.headerByteCount else { throw .malformedAnswer }
        let entries = Int(batch[1]) << 8 | Int(batch[2])
        let rest = batch.count - Batch.headerByteCount
        guard entries > 0, rest.isMultiple(of: entries),
            let size = try? SealedSize(byteCount: rest / entries - entryOverhead)
        else { throw .malformedAnswer }
        var reader = BatchReader(key: key, size: size)
        try reader.read(batch, entries: entries)
        return reader.result
    }

    /// Bytes of an entry beside the sealed PASSporT.
    private static let entryOverhead = SealedSize.standard.entryByteCount - SealedSize.standard.byteCount
}
