import CallPlacement

/// An epoch as the ledger holds it: `slot(1) || start(8) || public key`, under its number of 4 bytes.
///
/// Its counters are in the two databases of its slot. They go by slots because a database of LMDB must not be closed
/// while anyone might read it: the same few stay open for ever, and retiring an epoch empties those of its slot.
struct EpochRow: Equatable {
    /// Which of the ledger's pairs of databases counts for it.
    var slot: Int
    /// What the ledger tells of it.
    var record: EpochRecord

    /// A row as given.
    init(slot: Int, record: EpochRecord) {
        self.slot = slot
        self.record = record
    }

    /// Reads what ``key`` and ``value`` give.
    init(key: [UInt8], value: [UInt8]) throws(StoreError) {
        self.slot = try Self.slot(in: value.span)
        guard let number = BigEndian.integer(key, as: UInt32.self),
            let start = BigEndian.integer(value[1..<9], as: UInt64.self)
        else { throw Self.damaged }
        self.record = EpochRecord(
            id: EpochID(rawValue: number), publicKey: Array(value[9...]), start: Int64(bitPattern: start))
    }

    /// Reads the slot alone in what ``value`` gives.
    static func slot(in value: Span<UInt8>) throws(StoreError) -> Int {
        guard value.count >= 9, value[0] < LedgerDatabases.slotCount else { throw damaged }
        return Int(value[0])
    }

    private static var damaged: StoreError {
        .damaged("an epoch in the ledger cannot be read: see 'cpsd ledger check'")
    }

    /// The key it is kept under.
    var key: [UInt8] { Self.key(of: record.id) }

    /// The key an epoch is kept under.
    static func key(of epoch: EpochID) -> [UInt8] { BigEndian.bytes(epoch.rawValue) }

    /// What is kept.
    var value: [UInt8] {
        [UInt8(slot)] + BigEndian.bytes(UInt64(bitPattern: record.start)) + record.publicKey
    }
}
