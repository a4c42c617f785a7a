import CLMDB
import CallPlacement

/// One LMDB environment: a folder with its lock and its map. Closed when it and its last transaction go out of scope.
struct Environment: ~Copyable, Sendable {
    /// How an environment is opened.
    struct Options: Sendable {
        /// Size of the map, and so of the file at its largest, in bytes. Rounded up to whole pages.
        var mapSize: Int
        /// How many named databases there may be.
        var databases: Int
        /// Whether commits wait for the disk. Where the folder is in memory there is nothing to wait for.
        var isSynced: Bool
        /// Whether it is only looked at, beside a service that may be writing to it.
        var isReadOnly = false
    }

    /// Bytes of a page.
    let pageSize: Int
    /// Number of pages that the map has room for.
    let pageLimit: Int
    /// LMDB's handle.
    let handle: EnvironmentHandle

    /// Opens the environment in a locked folder.
    init(_ lock: consuming FolderLock, _ options: Options) throws(StoreError) {
        let folder = lock.folder
        try self.init(folder, options, lock: lock)
    }

    /// Opens the environment in a folder that the caller has locked, and keeps locked, or only looks at.
    init(_ folder: StorageFolder, _ options: Options) throws(StoreError) {
        try self.init(folder, options, lock: nil)
    }

    private init(_ folder: StorageFolder, _ options: Options, lock: consuming FolderLock?) throws(StoreError) {
        let handle = try EnvironmentHandle(folder, options, lock: lock)
        var status = MDB_stat()
        // Cannot fail for an open environment and a place for the answer; 4096 would only misjudge how full it is.
        let isKnown = unsafe try handle.withHandle { unsafe mdb_env_stat($0, &status) } == MDB_SUCCESS
        self.handle = handle
        self.pageSize = isKnown ? Int(status.ms_psize) : 4096
        self.pageLimit = options.mapSize / pageSize
    }

    /// Writes everything to disk, also where commits do not wait for it.
    borrowing func sync() throws(StoreError) {
        try ReturnCode(unsafe try handle.withHandle { unsafe mdb_env_sync($0, 1) }).check("write the database to disk")
    }

    /// Frees the places of readers whose process was ended: until then, no page that they could see is used again.
    borrowing func forgetDeadReaders() throws(StoreError) {
        var count: CInt = 0
        try ReturnCode(unsafe try handle.withHandle { unsafe mdb_reader_check($0, &count) })
            .check("look for readers that have ended")
    }

    /// Refuses where the file is not under its name any more: what is committed would be gone with this process.
    ///
    /// - Parameter what: what it holds, as in "<what> is gone".
    borrowing func requireInPlace(_ what: StaticString) throws(StoreError) {
        guard handle.isInPlace else {
            throw .failed("\(what) is gone from \(handle.path): put it back, or restart the service")
        }
    }
}
