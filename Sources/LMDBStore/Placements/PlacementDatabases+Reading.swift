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
            guard let id, let sealed = try record(of: id, at: &cursor), let bytes = try keys.open(sealed) else {
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
    borrowing func living(now: BootInstant, latest: BootInstant) throws(StoreError) -> [LivingPlacement] {
        let transaction = try ReadTransaction(environment)
        var cursor = try Cursor(transaction, records)
        var living: [LivingPlacement] = []
        var isAtChunk = try cursor.moveToFirst()
        while isAtChunk {
            let key = cursor.key
            guard key.count == PlacementRecord.keyByteCount, let id = BigEndian.integer(key.prefix(8), as: UInt64.self)
            else { throw Self.unreadable }
            if key[8] == 0, let placement = try self.living(PlacementID(rawValue: id), cursor.value, now, latest) {
                guard living.last.map({ $0.entry.end <= placement.entry.end }) ?? true else { throw Self.unreadable }
                living.append(placement)
            }
            isAtChunk = try cursor.moveToNext()
        }
        return living
    }

    /// What the first chunk of a record says; `nil` where it has ended.
    private borrowing func living(
        _ id: PlacementID, _ chunk: [UInt8], _ now: BootInstant, _ latest: BootInstant
    ) throws(StoreError) -> LivingPlacement? {
        guard
            let record = try keys.open(Array(chunk.prefix(ExpiryKeys.headerByteCount + PlacementRecord.headByteCount)))
        else { return nil }
        guard let head = PlacementHead(record.span) else { throw Self.unreadable }
        guard head.expiry > now else { return nil }
        let entry = LiveIndex.Entry(head.index, id: id, expiry: min(head.expiry, latest))
        return LivingPlacement(entry: entry, useKey: head.useKey, digest: head.digest)
    }

    /// A record is not what was written.
    static var unreadable: StoreError { .damaged("a placement cannot be read: the folder is damaged, remove it") }

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
