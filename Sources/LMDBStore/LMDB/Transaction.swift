import CLMDB
import CallPlacement

/// What reading and writing transactions have in common: reading.
protocol Transaction: ~Copyable {
    /// LMDB's handle, owned by the conforming value.
    @unsafe var handle: OpaquePointer { get }
}

extension Transaction where Self: ~Copyable {
    /// A copy of the value of a key, or `nil`.
    borrowing func value(of key: [UInt8], in database: Database) throws(StoreError) -> [UInt8]? {
        try withValue(of: key, in: database) { value in
            unsafe value.withUnsafeBufferPointer { unsafe Array($0) }
        }
    }

    /// Whether a key is there.
    borrowing func contains(_ key: [UInt8], in database: Database) throws(StoreError) -> Bool {
        try withValue(of: key, in: database) { _ in true } ?? false
    }

    /// Looks at the value of a key, where there is one. It ends with the closure.
    borrowing func withValue<Result>(
        of key: [UInt8], in database: Database, _ body: (Span<UInt8>) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        var value = unsafe MDB_val()
        let code = unsafe key[...].withMemory { key in
            unsafe mdb_get(handle, database.handle, &key, &value)
        }
        guard try ReturnCode(code).found("read the database") else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
        return unsafe try body(Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self)))
    }

    /// Number of pages that the records of a database occupy.
    borrowing func pageCount(of database: Database) throws(StoreError) -> Int {
        var status = MDB_stat()
        try ReturnCode(unsafe mdb_stat(handle, database.handle, &status)).check("read the database's statistics")
        return status.ms_branch_pages + status.ms_leaf_pages + status.ms_overflow_pages
    }

    /// Pages up to the last that any commit has used, free ones among them: more than all databases have together.
    borrowing func pagesEverUsed() throws(StoreError) -> Int {
        var info = unsafe MDB_envinfo()
        try ReturnCode(unsafe mdb_env_info(mdb_txn_env(handle), &info)).check("read the map's statistics")
        return unsafe info.me_last_pgno + 1
    }

    /// Number of keys of a database.
    borrowing func keyCount(of database: Database) throws(StoreError) -> Int {
        var status = MDB_stat()
        try ReturnCode(unsafe mdb_stat(handle, database.handle, &status)).check("read the database's statistics")
        return status.ms_entries
    }
}
