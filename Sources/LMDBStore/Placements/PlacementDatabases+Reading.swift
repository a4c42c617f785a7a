import CallPlacement
import Sealing

extension PlacementDatabases {
    /// What was placed under each identifier, in order; `nil` where it has been removed.
    borrowing func passports(_ ids: [PlacementID?]) throws(StoreError) -> [PlacedPassport?] {
        let transaction = try ReadTransaction(environment)
        var cursor = try Cursor(transaction, records)
        var cipher = try RecordCipher()
        var head = [UInt8](repeating: 0, count: PlacementRecord.headByteCount)
        var passports: [PlacedPassport?] = []
        passports.reserveCapacity(ids.count)
        for id in ids {
            guard let id, try cursor.move(to: PlacementRecord.key(of: id, chunk: 0)) else {
                passports.append(nil)
                continue
            }
            passports.append(try passport(at: &cursor, &cipher, &head))
        }
        return passports
    }

    /// Decrypts the record whose first chunk the cursor stands at, from LMDB's memory straight to where it is wanted.
    ///
    /// - Parameter head: room for what comes before the sealed PASSporT, used again for each record.
    /// - Returns: `nil` where its key is gone.
    private borrowing func passport(
        at cursor: inout Cursor, _ cipher: inout RecordCipher, _ head: inout [UInt8]
    ) throws(StoreError) -> PlacedPassport? {
        var sealed = [UInt8](repeating: 0, count: format.sealedSize)
        let start = ExpiryKeys.headerByteCount + PlacementRecord.headByteCount
        let first = try cursor.withCurrent { (_, chunk) throws(StoreError) -> Int? in
            guard let second = try keys.begin(chunk, with: &cipher) else { return nil }
            guard chunk.count >= start, chunk.count - start <= sealed.count else { throw Self.unreadable }
            try cipher.apply(chunk.extracting(ExpiryKeys.headerByteCount..<start), into: &head, at: 0)
            guard ExpiryKeys.isReadable(head.span, under: second) else { return nil }
            try cipher.apply(chunk.extracting(start..<chunk.count), into: &sealed, at: 0)
            return chunk.count - start
        }
        guard var filled = first else { return nil }
        for _ in 1..<layout.chunkCount {
            guard try cursor.moveToNext() else { throw Self.unreadable }
            filled += try cursor.withCurrent { (_, chunk) throws(StoreError) in
                guard chunk.count <= sealed.count - filled else { throw Self.unreadable }
                try cipher.apply(chunk, into: &sealed, at: filled)
                return chunk.count
            }
        }
        guard filled == sealed.count, let recipient = try? RecipientPublicKey(bytes: head[PlacementHead.byteCount...])
        else { throw Self.unreadable }
        return PlacedPassport(recipient: recipient, sealed: sealed)
    }

    /// What the first chunk of a record says; `nil` where its key is gone.
    borrowing func head(of chunk: Span<UInt8>, _ cipher: inout RecordCipher) throws(StoreError) -> PlacementHead? {
        try Self.head(of: chunk, keys, &cipher)
    }

    /// As ``head(of:_:)``, before there is a value to ask.
    static func head(
        of chunk: Span<UInt8>, _ keys: borrowing ExpiryKeys, _ cipher: inout RecordCipher
    ) throws(StoreError) -> PlacementHead? {
        guard let record = try keys.open(chunk, first: PlacementHead.byteCount, with: &cipher) else { return nil }
        guard let head = PlacementHead(record.span) else { throw unreadable }
        return head
    }

    /// A record is not what was written.
    static var unreadable: StoreError { .damaged("a placement cannot be read: the folder is damaged, remove it") }
}
