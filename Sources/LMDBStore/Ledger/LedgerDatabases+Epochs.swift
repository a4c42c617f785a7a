import CallPlacement

extension LedgerDatabases {
    /// All epochs, oldest first.
    borrowing func rows(in transaction: borrowing some Transaction & ~Copyable) throws(StoreError) -> [EpochRow] {
        var rows: [EpochRow] = []
        var cursor = try Cursor(transaction, epochs)
        var isAtRow = try cursor.moveToFirst()
        while isAtRow {
            let key = cursor.key
            rows.append(
                try EpochRow(key: key, value: WriteTransaction.checked(cursor.value, under: key, in: epochs)))
            isAtRow = try cursor.moveToNext()
        }
        return rows
    }

    /// Where the counters of an epoch are; `nil` when there is no such epoch (any more).
    ///
    /// Asked for with every store: the check of the row, which is mostly a public key, was made when it was opened.
    borrowing func slot(
        of epoch: EpochID, in transaction: borrowing some Transaction & ~Copyable
    ) throws(StoreError) -> Int? {
        try transaction.withValue(of: EpochRow.key(of: epoch), in: epochs, EpochRow.slot)
    }

    /// Adds an epoch under the next unused number, in a free slot.
    borrowing func add(
        publicKey: [UInt8], start: Int64, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> EpochRecord {
        let taken = Set(try rows(in: transaction).map(\.slot))
        guard let slot = (0..<Self.slotCount).first(where: { !taken.contains($0) }) else {
            throw .full("the ledger has room for \(Self.slotCount) epochs: retire one first")
        }
        let number = try nextEpoch(in: transaction)
        guard number < .max else { throw .full("the ledger has no more numbers for epochs") }
        let row = EpochRow(
            slot: slot, record: EpochRecord(id: EpochID(rawValue: number), publicKey: publicKey, start: start))
        try transaction.setChecked(row.key, to: row.value, in: epochs)
        try transaction.setChecked(Self.nextEpochKey, to: BigEndian.bytes(number + 1), in: meta)
        return row.record
    }

    /// Removes an epoch and everything counted in it.
    borrowing func remove(_ epoch: EpochID, in transaction: borrowing WriteTransaction) throws(StoreError) {
        guard let slot = try slot(of: epoch, in: transaction) else { return }
        try transaction.removeAll(in: uses[slot])
        try transaction.removeAll(in: quotas[slot])
        try transaction.remove(EpochRow.key(of: epoch), in: epochs)
    }

    /// The number that the next epoch gets.
    borrowing func nextEpoch(in transaction: borrowing WriteTransaction) throws(StoreError) -> UInt32 {
        guard let bytes = try transaction.checkedValue(of: Self.nextEpochKey, in: meta) else { return 1 }
        guard let number = BigEndian.integer(bytes, as: UInt32.self), number >= 1 else {
            throw .damaged("the ledger does not say how many epochs there were: see 'cpsd ledger check'")
        }
        return number
    }
}
