import CallPlacement
import Sealing

extension PlacementDatabases {
    /// What was placed under each identifier, in order; `nil` where it has been removed.
    borrowing func passports(_ ids: [PlacementID?]) throws(StoreError) -> [PlacedPassport?] {
        let transaction = try ReadTransaction(environment)
        var cursor = try Cursor(transaction, records)
        var passports: [PlacedPassport?] = []
        passports.reserveCapacity(ids.count)
        for id in ids {
            guard let id, let bytes = try record(of: id, at: &cursor) else {
                passports.append(nil)
                continue
            }
            let record = try PlacementRecord(bytes: bytes, sealedSize: format.sealedSize)
            passports.append(PlacedPassport(recipient: record.recipient, sealed: record.sealed))
        }
        return passports
    }

    /// What lives, in order of identifier, by one pass over the records.
    ///
    /// - Parameter latest: no placement lives longer than this, also where the lifetime was longer when it was made.
    borrowing func living(now: BootInstant, latest: BootInstant) throws(StoreError) -> [LiveIndex.Entry] {
        let transaction = try ReadTransaction(environment)
        var cursor = try Cursor(transaction, records)
        var living: [LiveIndex.Entry] = []
        var isAtChunk = try cursor.moveToFirst()
        while isAtChunk {
            let isSound = cursor.withCurrent { key, value in
                guard key.count == PlacementRecord.keyByteCount, let id = BigEndian.integer(key, at: 0) else {
                    return false
                }
                guard key[8] == 0 else { return true }
                guard let head = PlacementHead(value) else { return false }
                guard head.expiry > now else { return true }
                let entry = LiveIndex.Entry(
                    head.index, id: PlacementID(rawValue: id), expiry: min(head.expiry, latest))
                guard living.last.map({ $0.end <= entry.end }) ?? true else { return false }
                living.append(entry)
                return true
            }
            guard isSound else { throw .damaged("a placement cannot be read: the folder is damaged, remove it") }
            isAtChunk = try cursor.moveToNext()
        }
        return living
    }

    /// The bytes of a record, its chunks joined.
    private borrowing func record(of id: PlacementID, at cursor: inout Cursor) throws(StoreError) -> [UInt8]? {
        guard try cursor.move(to: PlacementRecord.key(of: id, chunk: 0)) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(layout.recordByteCount)
        for chunk in 0..<layout.chunkCount {
            if chunk > 0, try !cursor.moveToNext() { break }
            cursor.appendValue(to: &bytes)
        }
        return bytes
    }
}
