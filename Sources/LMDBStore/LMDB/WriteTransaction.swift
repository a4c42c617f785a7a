import CLMDB
import CallPlacement

/// The one write transaction of an environment. What it wrote is thrown away unless it is committed.
///
/// It must begin and end on one thread. After any of its functions has thrown it can only be thrown away.
@safe struct WriteTransaction: ~Copyable, Transaction {
    @unsafe let handle: OpaquePointer
    private let environment: EnvironmentHandle
    private var isOpen = true

    /// Begins a transaction, and waits while another one is open.
    init(_ environment: borrowing Environment) throws(StoreError) {
        unsafe self.handle = try environment.handle.begin(readOnly: false)
        self.environment = environment.handle
    }

    deinit {
        guard isOpen else { return }
        unsafe mdb_txn_abort(handle)
        environment.giveBack()
    }

    /// Makes what was written durable, as far as the environment is synced, and visible to later readers.
    ///
    /// - Throws: ``StoreError`` when nothing of it can be relied on.
    consuming func commit() throws(StoreError) {
        // LMDB frees the handle also when a commit fails, so nothing is left for deinit to do.
        isOpen = false
        let code = ReturnCode(unsafe mdb_txn_commit(handle))
        environment.giveBack()
        try code.check("commit a transaction")
    }

    /// Notes that a named database was opened in it.
    borrowing func note(_ database: String) {
        environment.note(database)
    }

    /// Sets the value of a key.
    borrowing func set(_ key: [UInt8], to value: [UInt8], in database: Database) throws(StoreError) {
        try put(key, value[...], in: database, flags: 0)
    }

    /// Sets the value of a key to some bytes of an array.
    borrowing func set(_ key: [UInt8], to value: ArraySlice<UInt8>, in database: Database) throws(StoreError) {
        try put(key, value, in: database, flags: 0)
    }

    /// Adds a key above all others of the database, which fills its pages to the brim.
    borrowing func append(_ key: [UInt8], _ value: ArraySlice<UInt8>, in database: Database) throws(StoreError) {
        try put(key, value, in: database, flags: UInt32(MDB_APPEND))
    }

    /// Removes a key.
    ///
    /// - Returns: Whether it was there.
    @discardableResult
    borrowing func remove(_ key: [UInt8], in database: Database) throws(StoreError) -> Bool {
        let code = unsafe key[...].withMemory { key in
            unsafe mdb_del(handle, database.handle, &key, nil)
        }
        return try ReturnCode(code).found("remove from the database")
    }

    /// Removes every key of a database, page by page; the database itself stays.
    borrowing func removeAll(in database: Database) throws(StoreError) {
        try ReturnCode(unsafe mdb_drop(handle, database.handle, 0)).check("empty a database")
    }

    private borrowing func put(
        _ key: [UInt8], _ value: ArraySlice<UInt8>, in database: Database, flags: UInt32
    ) throws(StoreError) {
        let code = unsafe key[...].withMemory { key in
            unsafe value.withMemory { value in
                unsafe mdb_put(handle, database.handle, &key, &value, flags)
            }
        }
        try ReturnCode(code).check("write to the database")
    }
}
