import CallPlacement

extension PlacementDatabases {
    /// Writes anew what would live longer than until `latest`, under the key of the second in which it is to end, and
    /// overwrites the keys of all later seconds: after a start with a shorter lifetime no key outlives it.
    ///
    /// Costs nothing where there is no such key.
    borrowing func shorten(to latest: BootInstant) throws(StoreError) {
        guard keys.hasKey(after: latest) else { return }
        var next: [UInt8]? = PlacementRecord.key(of: PlacementID(rawValue: 0), chunk: 0)
        while let first = next { next = try shorten(from: first, to: latest) }
        keys.shred(after: latest)
    }

    /// As ``shorten(to:)``, some records in one transaction, so that the pages that it copies stay few.
    ///
    /// - Parameter first: the key of the first chunk to look at, or one before it.
    /// - Returns: the key to go on from; `nil` at the end.
    private borrowing func shorten(from first: [UInt8], to latest: BootInstant) throws(StoreError) -> [UInt8]? {
        let transaction = try WriteTransaction(environment)
        var cipher = try RecordCipher()
        var records: [(key: [UInt8], bytes: [UInt8])] = []
        var next: [UInt8]?
        do {
            var cursor = try Cursor(transaction, self.records)
            var isAtRecord = try cursor.moveToFirst(from: first)
            while isAtRecord {
                let key = cursor.key
                guard key.count == PlacementRecord.keyByteCount, key[8] == 0 else { throw Self.unreadable }
                guard records.count < Self.shorteningSize else {
                    next = key
                    break
                }
                var sealed = cursor.value
                for _ in 1..<layout.chunkCount {
                    guard try cursor.moveToNext() else { throw Self.unreadable }
                    sealed += cursor.value
                }
                if var record = try keys.open(sealed.span, first: sealed.count, with: &cipher),
                    let expiry = BigEndian.integer(record.span, at: 0), expiry > latest.nanoseconds
                {
                    record.replaceSubrange(0..<8, with: BigEndian.bytes(latest.nanoseconds))
                    records.append((key, try keys.seal(record, expiry: latest, with: &cipher)))
                }
                isAtRecord = try cursor.moveToNext()
            }
        }
        for (key, bytes) in records {
            for chunk in 0..<layout.chunkCount {
                try transaction.set(
                    key.dropLast() + [UInt8(chunk)], to: bytes[layout.range(ofChunk: chunk)], in: self.records)
            }
        }
        try transaction.commit()
        return next
    }

    /// How many records are written anew in one transaction.
    private static var shorteningSize: Int { 256 }
}
