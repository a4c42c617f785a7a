import CallPlacement
import Dispatch

/// The environment of placements.
///
/// | database | key | value |
/// |---|---|---|
/// | `meta` | `format` | ``PlacementsFormat`` |
/// | | `next-id` | the next unused ``PlacementID``, 8 bytes |
/// | `records` | `id(8) || chunk(1)` | a chunk of an encrypted ``PlacementRecord`` |
///
/// Everything in `records` is encrypted under the keys of a file beside it (``ExpiryKeys``).
///
/// Records are added at the end and removed from the front, so their pages are full, and neither costs more when more
/// are stored.
struct PlacementDatabases: ~Copyable, Sendable {
    let environment: Environment
    let meta: Database
    let records: Database
    let keys: ExpiryKeys
    let layout: ChunkLayout
    let format: PlacementsFormat

    static let formatKey = Array("format".utf8)
    static let nextIDKey = Array("next-id".utf8)

    /// Opens what is in a locked folder, or begins anew.
    ///
    /// - Throws: ``StoreError`` also where PASSporTs of another size live in the folder.
    init(_ lock: consuming FolderLock, mapSize: Int, sealedSize: Int, now: BootInstant) throws(StoreError) {
        let folder = lock.folder
        let environment = try Environment(lock, .init(mapSize: mapSize, databases: 2, isSynced: false))
        let layout = ChunkLayout(
            recordByteCount: ExpiryKeys.headerByteCount + PlacementRecord.headByteCount + sealedSize,
            pageSize: environment.pageSize)
        let transaction = try WriteTransaction(environment)
        let meta = try Database("meta", in: transaction)
        let records = try Database("records", in: transaction)

        let kept = try transaction.value(of: Self.formatKey, in: meta)
        let format: PlacementsFormat
        if let kept {
            format = try PlacementsFormat(bytes: kept)
        } else {
            let keys = (try transaction.keyCount(of: records), try transaction.keyCount(of: meta))
            guard keys == (0, 0) else {
                throw .damaged("the folder of placements does not say its format: it is damaged, remove it")
            }
            format = PlacementsFormat(sealedSize: sealedSize, layout: layout)
        }
        let keys = ExpiryKeys(try KeyFile.open(in: folder, isNew: kept == nil))
        keys.shred(upTo: now)
        var agreed = format
        if (format.sealedSize, format.chunkByteCount) != (sealedSize, layout.chunkByteCount) {
            guard try !Self.holdsLive(records, keys, in: transaction, now: now) else {
                throw .failed(
                    """
                    the folder holds PASSporTs of \(format.sealedSize) bytes, and \(sealedSize) are configured: \
                    wait until they have expired, or remove the folder
                    """)
            }
            try transaction.removeAll(in: records)
            agreed.sealedSize = sealedSize
            agreed.chunkByteCount = layout.chunkByteCount
        }
        if kept != agreed.bytes { try transaction.set(Self.formatKey, to: agreed.bytes, in: meta) }
        try transaction.commit()

        self.environment = environment
        self.meta = meta
        self.records = records
        self.keys = keys
        self.layout = layout
        self.format = agreed
    }

    /// Whether any placement still lives.
    private static func holdsLive(
        _ records: Database, _ keys: borrowing ExpiryKeys, in transaction: borrowing WriteTransaction,
        now: BootInstant
    ) throws(StoreError) -> Bool {
        var cursor = try Cursor(transaction, records)
        var cipher = try RecordCipher()
        var isAtRecord = try cursor.moveToFirst()
        while isAtRecord {
            let isLive = try cursor.withCurrent { (key, chunk) throws(StoreError) in
                guard key.count == PlacementRecord.keyByteCount, key[8] == 0 else { return false }
                return try head(of: chunk, keys, &cipher).map { $0.expiry > now } ?? false
            }
            if isLive { return true }
            isAtRecord = try cursor.moveToNext()
        }
        return false
    }
}
