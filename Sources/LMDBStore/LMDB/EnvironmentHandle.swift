import CLMDB
import CallPlacement
import Synchronization

/// LMDB's handle of an environment, shared by the environment and its transactions, and opened again where LMDB has
/// given it up.
///
/// When the page that makes a commit take effect cannot be written, LMDB refuses everything from then on (`MDB_PANIC`):
/// its map and the file may differ. What was committed before is whole on the disk, so the file is closed, opened again and
/// gone on with. An environment must not be open twice in one process, so this waits, by refusing, until the last
/// transaction of the handle that was given up is over.
///
/// `@unchecked Sendable`: LMDB lets any thread use an environment's handle (lmdb.h, "Thread Safety").
@safe final class EnvironmentHandle: @unchecked Sendable {
    private let folder: StorageFolder
    private let options: Environment.Options
    /// The file that was opened, to tell whether it is still the one that has its name.
    private let file: FileIdentity?
    private let state: Mutex<State>
    /// Freed after the environment is closed: a stored value ends after `deinit`.
    private let lock: FolderLock?

    /// `@unchecked` because of the pointer: it stays within the lock that the state is behind.
    @safe private struct State: @unchecked Sendable {
        /// `nil` only after an attempt to open it again that failed; it counts as given up then.
        var handle: OpaquePointer?
        /// How many transactions are open.
        var transactions = 0
        /// Whether LMDB has given the handle up.
        var isGivenUp = false
        /// The named databases, in the order in which they were opened, which decides LMDB's numbers for them.
        var databases: [String] = []
        /// When it was tried last to open it again.
        var lastAttempt: ContinuousClock.Instant?
    }

    /// Opens the environment in a folder.
    ///
    /// - Parameter lock: the folder's lock, kept for as long as the environment is open; `nil` where the caller keeps it,
    ///   or where nothing is written.
    init(_ folder: StorageFolder, _ options: Environment.Options, lock: consuming FolderLock?) throws(StoreError) {
        if !options.isReadOnly {
            try folder.allocate(Self.lockFileByteCount, for: "lock.mdb")
        }
        let handle = unsafe try Self.open(folder, options)
        self.folder = folder
        self.options = options
        self.lock = lock
        self.file = FileIdentity(of: folder.path(of: "data.mdb"))
        self.state = unsafe Mutex(State(handle: handle))
    }

    deinit {
        state.withLock { state in
            if let handle = unsafe state.handle { unsafe mdb_env_close(handle) }
        }
    }

    /// Whether the file that was opened is still there under its name.
    ///
    /// A file that was removed goes on being read and written for as long as it is open, and is gone thereafter.
    var isInPlace: Bool { file != nil && FileIdentity(of: folder.path(of: "data.mdb")) == file }

    /// Where the file is.
    var path: String { folder.path(of: "data.mdb") }

    /// Asks LMDB something about the environment, which stays open meanwhile.
    func withHandle<Answer>(_ body: (OpaquePointer) -> Answer) throws(StoreError) -> Answer {
        let handle = unsafe try take()
        defer { giveBack() }
        return unsafe body(handle)
    }

    /// Begins a transaction. Whoever gets it says when it is over (``giveBack()``).
    func begin(readOnly: Bool) throws(StoreError) -> OpaquePointer {
        if let transaction = unsafe try attempt(readOnly: readOnly) { return unsafe transaction }
        // The handle was given up, and nobody knew of it yet.
        if let transaction = unsafe try attempt(readOnly: readOnly) { return unsafe transaction }
        throw .failed("the database \(path) gave up twice after a write that failed: look at its disk")
    }

    /// Says that a transaction is over.
    func giveBack() {
        state.withLock { $0.transactions -= 1 }
    }

    /// Notes that a named database was opened.
    func note(_ database: String) {
        state.withLock { state in
            if !state.databases.contains(database) { state.databases.append(database) }
        }
    }

    /// - Returns: `nil` where LMDB has given the handle up.
    private func attempt(readOnly: Bool) throws(StoreError) -> OpaquePointer? {
        let handle = unsafe try take()
        var transaction: OpaquePointer?
        let code = ReturnCode(
            unsafe mdb_txn_begin(handle, nil, readOnly ? UInt32(MDB_RDONLY) : 0, &transaction))
        if code == .success, let transaction = unsafe transaction { return unsafe transaction }
        state.withLock { state in
            state.transactions -= 1
            if code == .panic { state.isGivenUp = true }
        }
        if code == .panic { return nil }
        try code.check("begin a transaction")
        throw .failed("cannot begin a transaction")
    }

    /// The handle, counted as being used.
    private func take() throws(StoreError) -> OpaquePointer {
        let taken = try state.withLock { (state) throws(StoreError) -> TakenHandle in
            if state.isGivenUp { try openAgain(&state) }
            guard let handle = unsafe state.handle else { throw .failed("the database \(path) is not open") }
            state.transactions += 1
            return unsafe TakenHandle(handle: handle)
        }
        return unsafe taken.handle
    }

    /// Carries a handle out of the lock. `@unchecked` because of the pointer, which any thread may use, as said above.
    @safe private struct TakenHandle: @unchecked Sendable {
        let handle: OpaquePointer
    }

    private func openAgain(_ state: inout State) throws(StoreError) {
        guard state.transactions == 0 else {
            throw .failed("the database \(path) is about to be opened again after a write that failed")
        }
        let now = ContinuousClock.now
        if let last = state.lastAttempt, last.duration(to: now) < Self.pause {
            throw .failed("the database \(path) will be opened again after a write that failed")
        }
        state.lastAttempt = now
        // LMDB would make a new file where there is none.
        guard isInPlace else { throw .failed("\(path) is not there any more: put it back, or restart the service") }
        if let handle = unsafe state.handle {
            unsafe mdb_env_close(handle)
            unsafe state.handle = nil
        }
        let handle = unsafe try Self.open(folder, options)
        do throws(StoreError) {
            unsafe try Self.openDatabases(state.databases, in: handle)
        } catch {
            unsafe mdb_env_close(handle)
            throw error
        }
        unsafe state.handle = handle
        state.isGivenUp = false
    }

    /// Opens the named databases, which get the numbers that they had.
    private static func openDatabases(_ names: [String], in handle: OpaquePointer) throws(StoreError) {
        var transaction: OpaquePointer?
        try ReturnCode(unsafe mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &transaction))
            .check("begin a transaction")
        guard let transaction = unsafe transaction else { throw .failed("cannot begin a transaction") }
        for (position, name) in names.enumerated() {
            var number: MDB_dbi = 0
            let code = ReturnCode(unsafe mdb_dbi_open(transaction, name, 0, &number))
            guard code == .success, number == Database.firstNumber + MDB_dbi(position) else {
                unsafe mdb_txn_abort(transaction)
                try code.check("open a database again")
                throw .failed("a database was opened again under another number: restart the service")
            }
        }
        try ReturnCode(unsafe mdb_txn_commit(transaction)).check("commit a transaction")
    }

    private static func open(
        _ folder: StorageFolder, _ options: Environment.Options
    ) throws(StoreError) -> OpaquePointer {
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
            let flags =
                UInt32(MDB_NOTLS) | (options.isSynced ? 0 : UInt32(MDB_NOSYNC | MDB_NOMETASYNC))
                | (options.isReadOnly ? UInt32(MDB_RDONLY) : 0)
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
    /// Room for their table in the file `lock.mdb`, 64 bytes each, and for what stands before it. The file is mapped and
    /// written to in memory: where the disk had no room for a page of it, the process would be ended.
    private static let lockFileByteCount = 1 << 17
    /// Between two attempts to open it again.
    private static let pause = Duration.milliseconds(100)
}
