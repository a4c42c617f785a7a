import CallPlacement

/// The environment of the ledger.
///
/// | database | key | value |
/// |---|---|---|
/// | `meta` | `format` | version, 4 bytes |
/// | | `next-epoch` | the next unused ``EpochID``, 4 bytes |
/// | | `backup` | only in a copy that `cpsd ledger backup` made: when, in seconds since 1970, 8 bytes |
/// | `epochs` | number, 4 bytes | ``EpochRow`` |
/// | `uses-<slot>` | K_temp, 32 bytes | uses counted, 4 bytes |
/// | `quotas-<slot>` | credential, 32 bytes | tokens issued, 4 bytes |
/// | `key-bindings` | identifier, 32 bytes | ``KeyBindingRow`` |
///
/// Every value is followed by a check (``CheckedRow``). Before LMDB opens the file, all of it is looked over
/// (``LedgerInspection``): LMDB trusts what it reads.
///
/// Version 1 had no checks. A ledger of version 1 gets them when it is opened, in one transaction.
struct LedgerDatabases: ~Copyable, Sendable {
    /// How many epochs there may be at once.
    static let slotCount = 16
    /// The version of the format.
    static let version: UInt32 = 2

    let environment: Environment
    let meta: Database
    let epochs: Database
    /// Counters of uses, by slot.
    let uses: [Database]
    /// Issuance quotas, by slot.
    let quotas: [Database]
    /// Key bindings, and what is left of them.
    let keyBindings: Database
    /// Everything that grows as the service is used.
    var growing: [Database] { uses + quotas + [epochs, keyBindings] }

    static let formatKey = Array("format".utf8)
    static let nextEpochKey = Array("next-epoch".utf8)
    static let backupKey = Array("backup".utf8)

    /// The names of all databases.
    static var databaseNames: [String] {
        ["meta", "epochs"] + (0..<slotCount).flatMap { ["uses-\($0)", "quotas-\($0)"] } + ["key-bindings"]
    }

    /// Opens what is in a locked folder, or begins anew.
    ///
    /// - Throws: ``StoreError`` also where anything in it is damaged.
    init(_ lock: consuming FolderLock, mapSize: Int) throws(StoreError) {
        try LedgerInspection.requireSound(in: lock.folder)
        let environment = try Environment(
            lock, .init(mapSize: mapSize, databases: Self.databaseNames.count, isSynced: true))
        let transaction = try WriteTransaction(environment)
        let meta = try Database("meta", in: transaction)
        let epochs = try Database("epochs", in: transaction)
        var uses: [Database] = []
        var quotas: [Database] = []
        for slot in 0..<Self.slotCount {
            uses.append(try Database("uses-\(slot)", in: transaction))
            quotas.append(try Database("quotas-\(slot)", in: transaction))
        }
        let keyBindings = try Database("key-bindings", in: transaction)
        let isOld = try Self.checkFormat(meta, epochs, in: transaction)
        if isOld {
            for database in [meta, epochs, keyBindings] + uses + quotas {
                try Self.addChecks(to: database, in: transaction)
            }
            try transaction.setChecked(Self.formatKey, to: BigEndian.bytes(Self.version), in: meta)
        }
        try transaction.commit()

        self.environment = environment
        self.meta = meta
        self.epochs = epochs
        self.uses = uses
        self.quotas = quotas
        self.keyBindings = keyBindings
    }

    /// - Returns: Whether it is of the version without checks.
    private static func checkFormat(
        _ meta: Database, _ epochs: Database, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Bool {
        guard let kept = try transaction.value(of: formatKey, in: meta) else {
            guard try transaction.keyCount(of: meta) == 0, try transaction.keyCount(of: epochs) == 0 else {
                throw .damaged("the ledger does not say its format: see 'cpsd ledger check'")
            }
            try transaction.setChecked(formatKey, to: BigEndian.bytes(version), in: meta)
            return false
        }
        guard let number = LedgerFormat.version(of: kept[...], in: meta.checksum) else {
            throw .damaged("the ledger states a format that cannot be: see 'cpsd ledger check'")
        }
        guard number <= version else { throw LedgerFormat.unknown(number) }
        return number < version
    }

    /// Gives every row of a database its check, some at a time.
    private static func addChecks(
        to database: Database, in transaction: borrowing WriteTransaction
    ) throws(StoreError) {
        var next: [UInt8]? = []
        while let first = next {
            var rows: [(key: [UInt8], value: [UInt8])] = []
            next = nil
            do {
                var cursor = try Cursor(transaction, database)
                var isAtRow = first.isEmpty ? try cursor.moveToFirst() : try cursor.moveToFirst(from: first)
                while isAtRow {
                    guard rows.count < 1024 else {
                        next = cursor.key
                        break
                    }
                    rows.append((cursor.key, cursor.value))
                    isAtRow = try cursor.moveToNext()
                }
            }
            for (key, value) in rows { try transaction.setChecked(key, to: value, in: database) }
        }
    }
}

/// What a ledger says of its format.
enum LedgerFormat {
    /// The version that a row states; `nil` where it is not what was written. The first version had no checks.
    static func version(of kept: ArraySlice<UInt8>, in database: UInt32) -> UInt32? {
        if let first = BigEndian.integer(kept, as: UInt32.self) { return first }
        return CheckedRow.value(of: kept, under: LedgerDatabases.formatKey[...], in: database)
            .flatMap { BigEndian.integer($0, as: UInt32.self) }
    }

    /// Why a ledger of a later version is refused.
    static func unknown(_ version: UInt32) -> StoreError {
        .damaged(
            "the ledger has format \(version), this program reads \(LedgerDatabases.version): start the program that "
                + "wrote it")
    }
}
