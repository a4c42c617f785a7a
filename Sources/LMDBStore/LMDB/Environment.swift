import CLMDB
import CallPlacement

/// One LMDB environment: a folder with its lock and its map. Closed when it goes out of scope.
///
/// Transactions must not outlive it; the types around it keep it in a class that each call holds on to.
///
/// `@unchecked Sendable`: LMDB lets any thread use an environment's handle (lmdb.h, "Thread Safety"), and the
/// properties never change.
@safe struct Environment: ~Copyable, @unchecked Sendable {
    /// How an environment is opened.
    struct Options {
        /// Size of the map, and so of the file at its largest, in bytes. Rounded up to whole pages.
        var mapSize: Int
        /// How many named databases there may be.
        var databases: Int
        /// Whether commits wait for the disk. Where the folder is in memory there is nothing to wait for.
        var isSynced: Bool
    }

    /// Bytes of a page.
    let pageSize: Int
    /// Number of pages that the map has room for.
    let pageLimit: Int

    private let handle: OpaquePointer
    /// Freed after the environment is closed: a stored value ends after `deinit`.
    private let lock: FolderLock?

    /// Opens the environment in a locked folder.
    init(_ lock: consuming FolderLock, _ options: Options) throws(StoreError) {
        let folder = lock.folder
        try self.init(folder, options, lock: lock)
    }

    /// Opens the environment in a folder that the caller has locked, and keeps locked.
    init(_ folder: StorageFolder, _ options: Options) throws(StoreError) {
        try self.init(folder, options, lock: nil)
    }

    private init(_ folder: StorageFolder, _ options: Options, lock: consuming FolderLock?) throws(StoreError) {
        unsafe self.handle = try Self.open(folder, options)
        self.lock = lock
        var status = MDB_stat()
        // Cannot fail for an open environment and a place for the answer; 4096 would only misjudge how full it is.
        self.pageSize = unsafe mdb_env_stat(handle, &status) == MDB_SUCCESS ? Int(status.ms_psize) : 4096
        self.pageLimit = options.mapSize / pageSize
    }

    deinit {
        unsafe mdb_env_close(handle)
    }

    /// Writes everything to disk, also where commits do not wait for it.
    borrowing func sync() throws(StoreError) {
        try ReturnCode(unsafe mdb_env_sync(handle, 1)).check("write the database to disk")
    }

    /// Begins a transaction on the handle, which the caller owns from then on.
    borrowing func begin(readOnly: Bool) throws(StoreError) -> OpaquePointer {
        var transaction: OpaquePointer?
        let flags = readOnly ? UInt32(MDB_RDONLY) : 0
        try ReturnCode(unsafe mdb_txn_begin(handle, nil, flags, &transaction)).check("begin a transaction")
        guard let transaction = unsafe transaction else { throw .failed("cannot begin a transaction") }
        return unsafe transaction
    }

    private static func open(_ folder: StorageFolder, _ options: Options) throws(StoreError) -> OpaquePointer {
        var created: OpaquePointer?
        try ReturnCode(unsafe mdb_env_create(&created)).check("make a database environment")
        guard let handle = unsafe created else { throw .failed("cannot make a database environment") }
        do throws(StoreError) {
            try ReturnCode(unsafe mdb_env_set_mapsize(handle, options.mapSize)).check("set the size of the map")
            try ReturnCode(unsafe mdb_env_set_maxdbs(handle, UInt32(options.databases))).check(
                "make room for databases")
            try ReturnCode(unsafe mdb_env_set_maxreaders(handle, readers)).check("make room for readers")
            // Without thread-local slots (NOTLS) a read transaction belongs to the call that made it, on whatever
            // thread that runs.
            let flags = UInt32(MDB_NOTLS) | (options.isSynced ? 0 : UInt32(MDB_NOSYNC | MDB_NOMETASYNC))
            try ReturnCode(unsafe mdb_env_open(handle, folder.path, flags, 0o600)).check("open the database")
        } catch {
            // LMDB wants its handle closed after a failed open, too.
            unsafe mdb_env_close(handle)
            throw error
        }
        return unsafe handle
    }

    /// How many read transactions there may be at once: well above the number of threads that make them.
    private static let readers: UInt32 = 1024
}
