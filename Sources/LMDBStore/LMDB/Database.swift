import CLMDB
import CallPlacement

/// A named database of an environment, opened once when the environment is and never closed alone.
struct Database: Sendable {
    /// LMDB's number for it.
    let handle: MDB_dbi

    /// What the check of a row begins with (``CheckedRow``): rows do not pass for those of another database.
    let checksum: UInt32

    /// Where LMDB keeps which pages are free, in every environment.
    static let freePages = Database(handle: 0)
    /// The number that the first named database of an environment gets, and the others by one more each.
    static let firstNumber: MDB_dbi = 2

    /// Opens a database, or makes it. The transaction must be committed for it to stay open.
    init(_ name: String, in transaction: borrowing WriteTransaction) throws(StoreError) {
        var handle: MDB_dbi = 0
        try ReturnCode(unsafe mdb_dbi_open(transaction.handle, name, UInt32(MDB_CREATE), &handle))
            .check("open a database")
        transaction.note(name)
        self.handle = handle
        self.checksum = CRC32C.shared.checksum(of: Array(name.utf8)[...])
    }

    private init(handle: MDB_dbi) {
        self.handle = handle
        self.checksum = 0
    }
}
