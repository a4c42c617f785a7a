package import CallPlacement
import Synchronization

/// How much of the room in both folders is taken.
package struct StorageUsage: Sendable {
    /// One of the two.
    package struct Part: Sendable {
        /// Bytes that records take.
        package let usedBytes: Int
        /// Bytes that they may take before new ones are refused.
        package let limitBytes: Int
    }

    /// The PASSporTs.
    package let placements: Part
    /// Token counters, quotas, key bindings, epochs.
    package let ledger: Part
}

extension LMDBStorage {
    /// Whether what lives has been taken up, so that nothing waits for it.
    package var isTakenUp: Bool { (try? storage().isTakenUp.load(ordering: .acquiring)) ?? false }

    /// How much of the room is taken now. Reads statistics, and so costs the same whatever is stored.
    package func usage() throws(StoreError) -> StorageUsage {
        let storage = try storage()
        return StorageUsage(
            placements: try storage.placements.environment.usage(by: [storage.placements.records]),
            ledger: try storage.ledger.environment.usage(by: storage.ledger.growing))
    }
}

extension Environment {
    /// How much of the map these databases take, and how much they may.
    fileprivate borrowing func usage(by databases: [Database]) throws(StoreError) -> StorageUsage.Part {
        let transaction = try ReadTransaction(self)
        var used = try transaction.pageCount(of: .freePages)
        for database in databases { used += try transaction.pageCount(of: database) }
        return StorageUsage.Part(usedBytes: used * pageSize, limitBytes: (pageLimit - reserve) * pageSize)
    }
}
