import BlindTokens
import CallPlacement

extension PlacementDatabases {
    /// The identifier that the next placement takes.
    borrowing func nextID(in transaction: borrowing WriteTransaction) throws(StoreError) -> PlacementID {
        guard let bytes = try transaction.value(of: Self.nextIDKey, in: meta) else { return PlacementID(rawValue: 1) }
        guard let number = BigEndian.integer(bytes, as: UInt64.self) else {
            throw .damaged("the folder of placements does not say how far it has counted: it is damaged, remove it")
        }
        return PlacementID(rawValue: number)
    }

    /// Notes the identifier that the next placement takes.
    borrowing func setNextID(_ id: PlacementID, in transaction: borrowing WriteTransaction) throws(StoreError) {
        try transaction.set(Self.nextIDKey, to: BigEndian.bytes(id.rawValue), in: meta)
    }

    /// Adds a record, whose identifier must be above all others.
    borrowing func append(
        _ record: PlacementRecord, id: PlacementID, with cipher: inout RecordCipher,
        in transaction: borrowing WriteTransaction
    ) throws(StoreError) {
        let bytes = try keys.seal(record.bytes, expiry: record.expiry, with: &cipher)
        var key = PlacementRecord.key(of: id, chunk: 0)
        for chunk in 0..<layout.chunkCount {
            key[PlacementRecord.keyByteCount - 1] = UInt8(chunk)
            try transaction.append(key, bytes[layout.range(ofChunk: chunk)], in: records)
        }
    }

    /// Removes the oldest records, at most so many, as far as their identifiers are below `bound`.
    ///
    /// What they said was unreadable before: their keys are gone.
    ///
    /// - Returns: How many were removed.
    borrowing func removeOldest(
        atMost limit: Int, below bound: PlacementID, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Int {
        var cursor = try Cursor(transaction, records)
        var removed = 0
        while try cursor.moveToFirst() {
            let key = cursor.key
            guard key.count == PlacementRecord.keyByteCount, let id = BigEndian.integer(key.prefix(8), as: UInt64.self)
            else { throw Self.unreadable }
            guard PlacementID(rawValue: id) < bound else { break }
            if key[8] == 0 {
                guard removed < limit else { break }
                removed += 1
            }
            try cursor.remove()
        }
        return removed
    }
}
