public import CallPlacement

extension LMDBStorage: KeyBindingStore {
    public func keyBindings() throws(StoreError) -> [KeyBindingRecord] {
        let storage = try storage()
        let transaction = try ReadTransaction(storage.ledger.environment)
        return try storage.ledger.keyBindings(in: transaction)
    }

    public func keep(_ record: KeyBindingRecord) async throws(StoreError) -> KeyBindingKeeping {
        try await submit { .keepKeyBinding(record, $0) }
    }

    @discardableResult
    public func forgetKeyBindings(endedBy now: Int64) async throws(StoreError) -> Int {
        try await submit { .forgetKeyBindings(now, $0) }
    }
}
