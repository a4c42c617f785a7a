import CLMDB
import CallPlacement

/// What reading and writing transactions have in common: reading.
protocol Transaction: ~Copyable {
    /// LMDB's handle, owned by the conforming value.
    @unsafe var handle: OpaquePointer { get }
}

extension Transaction where Self: ~Copyable {
    /// The value of a key, or `nil`.
    borrowing func value(of key: [UInt8], in database: Database) throws(StoreError) -> [UInt8]? {
        var value = unsafe MDB_val()
        let code = unsafe key[...].withMemory { key in
            unsafe mdb_get(handle, database.handle, &key, &value)
        }
        guard try ReturnCode(code).found("read the database") else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
    }

    /// Number of pages that the records of a database occupy.
    borrowing func pageCount(of database: Database) throws(StoreError) -> Int {
        var status = MDB_stat()
        try ReturnCode(unsafe mdb_stat(handle, database.handle, &status)).check("read the database's statistics")
        return status.ms_branch_pages + status.ms_leaf_pages + status.ms_overflow_pages
    }

    /// Number of keys of a database.
    borrowing func keyCount(of database: Database) throws(StoreError) -> Int {
        var status = MDB_stat()
        try ReturnCode(unsafe mdb_stat(handle, database.handle, &status)).check("read the database's statistics")
        return status.ms_entries
    }
}
