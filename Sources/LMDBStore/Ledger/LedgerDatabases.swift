import CallPlacement

/// The environment of the ledger.
///
/// | database | key | value |
/// |---|---|---|
/// | `meta` | `format` | version, 4 bytes |
/// | | `next-epoch` | the next unused ``EpochID``, 4 bytes |
/// | `epochs` | number, 4 bytes | ``EpochRow`` |
/// | `uses-<slot>` | K_temp, 32 bytes | uses counted, 4 bytes |
/// | `quotas-<slot>` | credential, 32 bytes | tokens issued, 4 bytes |
/// | `key-bindings` | identifier, 32 bytes | ``KeyBindingRow`` |
///
/// The last was added without a new version: a ledger from before it is opened as it is, and a program from before it
/// leaves it alone.
struct LedgerDatabases: ~Copyable, Sendable {
    /// How many epochs there may be at once.
    static let slotCount = 16
    /// The one version of the format that there has been.
    static let version: UInt32 = 1

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

    /// Opens what is in a locked folder, or begins anew.
    init(_ lock: consuming FolderLock, mapSize: Int) throws(StoreError) {
        let environment = try Environment(
            lock, .init(mapSize: mapSize, databases: 3 + 2 * Self.slotCount, isSynced: true))
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
        try Self.checkFormat(meta, epochs, in: transaction)
        try transaction.commit()

        self.environment = environment
        self.meta = meta
        self.epochs = epochs
        self.uses = uses
        self.quotas = quotas
        self.keyBindings = keyBindings
    }

    private static func checkFormat(
        _ meta: Database, _ epochs: Database, in transaction: borrowing WriteTransaction
    ) throws(StoreError) {
        guard let kept = try transaction.value(of: formatKey, in: meta) else {
            guard try transaction.keyCount(of: meta) == 0, try transaction.keyCount(of: epochs) == 0 else {
                throw .damaged("the ledger does not say its format: restore it from a copy")
            }
            return try transaction.set(formatKey, to: BigEndian.bytes(version), in: meta)
        }
        guard let number = BigEndian.integer(kept, as: UInt32.self) else {
            throw .damaged("the ledger states a format that cannot be: restore it from a copy")
        }
        guard number == version else {
            throw .damaged("the ledger has format \(number), this program reads \(version)")
        }
    }
}
