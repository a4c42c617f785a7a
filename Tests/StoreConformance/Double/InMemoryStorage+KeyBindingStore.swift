package import CallPlacement
import Synchronization

extension InMemoryStorage: KeyBindingStore {
    package func keyBindings() throws(StoreError) -> [KeyBindingRecord] {
        keyRecords.withLock { records in records.values.sorted { $0.id < $1.id } }
    }

    package func keep(_ record: KeyBindingRecord) async throws(StoreError) -> KeyBindingKeeping {
        keyRecords.withLock { records in
            let keeping = record.keeping(over: records[record.id])
            if keeping == .kept { records[record.id] = record }
            return keeping
        }
    }

    @discardableResult
    package func forgetKeyBindings(endedBy now: Int64) async throws(StoreError) -> Int {
        keyRecords.withLock { records in
            var count = 0
            for record in records.values {
                if record.remembered <= now {
                    records[record.id] = nil
                    count += 1
                } else if record.ends <= now, record.content != nil {
                    records[record.id] = record.withoutContent
                    count += 1
                }
            }
            return count
        }
    }
}
