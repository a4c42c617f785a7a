import CallPlacement
import Dispatch
import Glibc
import Sealing
import Synchronization

extension PlacementDatabases {
    /// What lives, by one pass over the records: as many parts of them at a time as there are processors.
    ///
    /// - Parameter latest: no placement lives longer than this, also where the lifetime was longer when it was made.
    /// - Returns: the parts, in order of identifier from the first to the last.
    borrowing func living(now: BootInstant, latest: BootInstant) throws(StoreError) -> [LivingPlacements] {
        let parts = try parts(Self.processors)
        let found = Mutex([Result<LivingPlacements, StoreError>?](repeating: nil, count: parts.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { number in
            let result = Result { () throws(StoreError) in
                try living(in: parts[number], now: now, latest: latest)
            }
            found.withLock { $0[number] = result }
        }
        var all: [LivingPlacements] = []
        for result in found.withLock({ $0 }) {
            guard let part = try result?.get() else { throw .failed("a part of the placements was not read") }
            if let last = all.last(where: { !$0.entries.isEmpty })?.entries.last, let next = part.entries.first,
                last.end > next.end
            {
                throw Self.unreadable
            }
            all.append(part)
        }
        return all
    }

    /// Cuts the identifiers that there are into ranges, each from one of them up to another; the last has no end.
    private borrowing func parts(_ count: Int) throws(StoreError) -> [(first: UInt64, end: UInt64?)] {
        let transaction = try ReadTransaction(environment)
        var cursor = try Cursor(transaction, records)
        let isLarge = try transaction.keyCount(of: records) >= Self.fewestChunksToDivide
        guard isLarge, try cursor.moveToFirst() else { return [(0, nil)] }
        let first = try identifier(at: cursor)
        guard try cursor.moveToLast() else { return [(0, nil)] }
        let last = try identifier(at: cursor)
        guard first <= last else { throw Self.unreadable }
        let length = (last - first) / UInt64(count)
        let starts = (0..<UInt64(count)).map { first + $0 * length }
        return starts.indices.map { number in
            (starts[number], number + 1 < starts.count ? starts[number + 1] : nil)
        }
    }

    private borrowing func identifier(at cursor: borrowing Cursor) throws(StoreError) -> UInt64 {
        try cursor.withCurrent { (key, _) throws(StoreError) in try Self.identifier(of: key) }
    }

    private static func identifier(of key: Span<UInt8>) throws(StoreError) -> UInt64 {
        guard key.count == PlacementRecord.keyByteCount, let id = BigEndian.integer(key, at: 0) else {
            throw unreadable
        }
        return id
    }

    private borrowing func living(
        in part: (first: UInt64, end: UInt64?), now: BootInstant, latest: BootInstant
    ) throws(StoreError) -> LivingPlacements {
        let transaction = try ReadTransaction(environment)
        var cursor = try Cursor(transaction, records)
        var cipher = try RecordCipher()
        var bytes = [UInt8](repeating: 0, count: PlacementHead.byteCount)
        var living = LivingPlacements()
        living.reserve(try transaction.keyCount(of: records) / layout.chunkCount / Self.processors)
        var isInPart = try cursor.moveToFirst(
            from: PlacementRecord.key(of: PlacementID(rawValue: part.first), chunk: 0))
        while isInPart {
            isInPart = try cursor.withCurrent { (key, chunk) throws(StoreError) -> Bool in
                let id = try Self.identifier(of: key)
                if let end = part.end, id >= end { return false }
                // Only the first chunk says what it is; the others need not be looked at.
                guard key[8] == 0, let head = try head(of: chunk, &cipher, in: &bytes), head.expiry > now else {
                    return true
                }
                let end = min(head.expiry, latest)
                if let last = living.entries.last, last.end > end { throw Self.unreadable }
                living.append(head, id: PlacementID(rawValue: id), end: end)
                return true
            }
            guard isInPart else { break }
            isInPart = try cursor.moveToNext()
        }
        return living
    }

    /// What the first chunk of a record says; `nil` where its key is gone.
    ///
    /// - Parameter bytes: room for the bytes of a head, used again for each record.
    private borrowing func head(
        of chunk: Span<UInt8>, _ cipher: inout RecordCipher, in bytes: inout [UInt8]
    ) throws(StoreError) -> PlacementHead? {
        guard let second = try keys.begin(chunk, with: &cipher) else { return nil }
        let end = ExpiryKeys.headerByteCount + PlacementHead.byteCount
        guard chunk.count >= end else { throw Self.unreadable }
        try cipher.apply(chunk.extracting(ExpiryKeys.headerByteCount..<end), into: &bytes, at: 0)
        guard ExpiryKeys.isReadable(bytes.span, under: second) else { return nil }
        guard let head = PlacementHead(bytes.span) else { throw Self.unreadable }
        return head
    }

    /// With fewer chunks a second thread is not worth its start.
    private static var fewestChunksToDivide: Int { 4096 }

    private static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
