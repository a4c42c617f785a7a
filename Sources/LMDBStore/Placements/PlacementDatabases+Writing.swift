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

    /// The placements that a token has made for an index, those that have expired included until they are swept.
    borrowing func indexUses(
        under key: UseKey, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> IndexUses {
        guard let bytes = try transaction.value(of: key.bytes, in: uses) else { return IndexUses() }
        return try IndexUses(bytes: bytes)
    }

    /// Adds a record, whose identifier must be above all others, and notes the use.
    borrowing func append(
        _ record: PlacementRecord, id: PlacementID, uses indexUses: IndexUses,
        in transaction: borrowing WriteTransaction
    ) throws(StoreError) {
        let bytes = record.bytes
        for chunk in 0..<layout.chunkCount {
            try transaction.append(
                PlacementRecord.key(of: id, chunk: chunk), bytes[layout.range(ofChunk: chunk)], in: records)
        }
        try transaction.set(record.useKey.bytes, to: indexUses.bytes, in: uses)
    }

    /// Removes the oldest records, at most so many, as far as their identifiers are below `bound`.
    ///
    /// This is the one place where a record ends: whoever wants its bytes overwritten does it here.
    ///
    /// - Returns: How many were removed.
    borrowing func removeOldest(
        atMost limit: Int, below bound: PlacementID, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Int {
        var cursor = try Cursor(transaction, records)
        var removed = 0
        while try cursor.moveToFirst() {
            let first: (id: UInt64, useKey: UseKey?)? = cursor.withCurrent { key, value in
                guard key.count == PlacementRecord.keyByteCount, let id = BigEndian.integer(key, at: 0) else {
                    return nil
                }
                return (id, key[8] == 0 ? PlacementHead(value)?.useKey : nil)
            }
            guard let first else { throw .damaged("a placement cannot be read: the folder is damaged, remove it") }
            let id = PlacementID(rawValue: first.id)
            guard id < bound else { break }
            if let useKey = first.useKey {
                guard removed < limit else { break }
                removed += 1
                try forget(id, under: useKey, in: transaction)
            }
            try cursor.remove()
        }
        return removed
    }

    private borrowing func forget(
        _ id: PlacementID, under key: UseKey, in transaction: borrowing WriteTransaction
    ) throws(StoreError) {
        var kept = try indexUses(under: key, in: transaction)
        kept.entries.removeAll { $0.id <= id }
        if kept.entries.isEmpty {
            try transaction.remove(key.bytes, in: uses)
        } else {
            try transaction.set(key.bytes, to: kept.bytes, in: uses)
        }
    }
}
