import CallPlacement
import KeyDirectory

extension LedgerDatabases {
    /// All records, in order of identifier.
    borrowing func keyBindings(
        in transaction: borrowing some Transaction & ~Copyable
    ) throws(StoreError) -> [KeyBindingRecord] {
        var records: [KeyBindingRecord] = []
        var cursor = try Cursor(transaction, keyBindings)
        var isAtRow = try cursor.moveToFirst()
        while isAtRow {
            let key = cursor.key
            let value = try WriteTransaction.checked(cursor.value, under: key, in: keyBindings)
            records.append(try KeyBindingRow(key: key, value: value).record)
            isAtRow = try cursor.moveToNext()
        }
        return records
    }

    /// Keeps a record, where its sequence allows that.
    borrowing func keep(
        _ record: KeyBindingRecord, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> KeyBindingKeeping {
        let row = KeyBindingRow(record)
        let kept = try transaction.checkedValue(of: row.key, in: keyBindings)
        let before = try kept.map { value throws(StoreError) in try KeyBindingRow(key: row.key, value: value).record }
        let keeping = record.keeping(over: before)
        guard keeping == .kept else { return keeping }
        // A withdrawal of what is there makes it smaller, and is never refused.
        if record.content != nil || before == nil {
            // The counters of tokens share the map: bindings get no more than half of it.
            guard try transaction.pageCount(of: keyBindings) < environment.pageLimit / 2,
                try environment.hasRoom(for: growing, in: transaction)
            else {
                throw .full("no room for another key binding: wait for some to end, or give the ledger a larger map")
            }
        }
        try transaction.setChecked(row.key, to: row.value, in: keyBindings)
        return .kept
    }

    /// Removes content that has ended and records that need not be remembered.
    borrowing func forgetKeyBindings(
        endedBy now: Int64, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Int {
        var count = 0
        for record in try keyBindings(in: transaction) {
            let row = KeyBindingRow(record.withoutContent)
            if record.remembered <= now {
                try transaction.remove(row.key, in: keyBindings)
                count += 1
            } else if record.ends <= now, record.content != nil {
                try transaction.setChecked(row.key, to: row.value, in: keyBindings)
                count += 1
            }
        }
        return count
    }
}
