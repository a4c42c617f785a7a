import CLMDB
import CallPlacement

/// A place in a database, within one transaction, which must outlive it.
@safe struct Cursor: ~Copyable {
    private let handle: OpaquePointer
    private var currentKey = unsafe MDB_val()
    private var currentValue = unsafe MDB_val()

    /// A cursor that stands nowhere yet.
    init(_ transaction: borrowing some Transaction & ~Copyable, _ database: Database) throws(StoreError) {
        var handle: OpaquePointer?
        try ReturnCode(unsafe mdb_cursor_open(transaction.handle, database.handle, &handle)).check("open a cursor")
        guard let handle = unsafe handle else { throw .failed("cannot open a cursor") }
        unsafe self.handle = handle
    }

    deinit {
        unsafe mdb_cursor_close(handle)
    }

    /// Moves to the first key.
    ///
    /// - Returns: Whether there is one.
    mutating func moveToFirst() throws(StoreError) -> Bool { try move(MDB_FIRST) }

    /// Moves to the last key.
    ///
    /// - Returns: Whether there is one.
    mutating func moveToLast() throws(StoreError) -> Bool { try move(MDB_LAST) }

    /// Moves to the next key.
    ///
    /// - Returns: Whether there is one.
    mutating func moveToNext() throws(StoreError) -> Bool { try move(MDB_NEXT) }

    /// Moves to the first key that is not below another one.
    ///
    /// - Returns: Whether there is one.
    mutating func moveToFirst(from key: [UInt8]) throws(StoreError) -> Bool {
        let code = unsafe key[...].withMemory { key in
            let code = unsafe mdb_cursor_get(handle, &key, &currentValue, MDB_SET_RANGE)
            unsafe currentKey = key
            return code
        }
        return try ReturnCode(code).found("read the database")
    }

    /// Moves to a key.
    ///
    /// - Returns: Whether it is there.
    mutating func move(to key: [UInt8]) throws(StoreError) -> Bool {
        let code = unsafe key[...].withMemory { key in
            let code = unsafe mdb_cursor_get(handle, &key, &currentValue, MDB_SET_KEY)
            // LMDB has pointed `key` at its own copy, which lives as long as the transaction does.
            unsafe currentKey = key
            return code
        }
        return try ReturnCode(code).found("read the database")
    }

    /// Looks at the key and the value where the cursor stands. They end with the closure.
    borrowing func withCurrent<Result>(
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let key = unsafe UnsafeRawBufferPointer(start: currentKey.mv_data, count: currentKey.mv_size)
        let value = unsafe UnsafeRawBufferPointer(start: currentValue.mv_data, count: currentValue.mv_size)
        return unsafe try body(
            Span(_unsafeElements: key.assumingMemoryBound(to: UInt8.self)),
            Span(_unsafeElements: value.assumingMemoryBound(to: UInt8.self)))
    }

    /// A copy of the key where the cursor stands.
    var key: [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: currentKey.mv_data, count: currentKey.mv_size))
    }

    /// A copy of the value where the cursor stands.
    var value: [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: currentValue.mv_data, count: currentValue.mv_size))
    }

    /// Removes the key where the cursor stands, in a write transaction.
    mutating func remove() throws(StoreError) {
        try ReturnCode(unsafe mdb_cursor_del(handle, 0)).check("remove from the database")
        unsafe currentKey = MDB_val()
        unsafe currentValue = MDB_val()
    }

    private mutating func move(_ operation: MDB_cursor_op) throws(StoreError) -> Bool {
        try ReturnCode(unsafe mdb_cursor_get(handle, &currentKey, &currentValue, operation)).found("read the database")
    }
}
