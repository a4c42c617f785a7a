import CLMDB
import CallPlacement

/// A named database of an environment, opened once when the environment is and never closed alone.
struct Database: Sendable {
    /// LMDB's number for it.
    let handle: MDB_dbi

    /// Where LMDB keeps which pages are free, in every environment.
    static let freePages = Database(handle: 0)

    /// Opens a database, or makes it. The transaction must be committed for it to stay open.
    init(_ name: String, in transaction: borrowing WriteTransaction) throws(StoreError) {
        var handle: MDB_dbi = 0
        try ReturnCode(unsafe mdb_dbi_open(transaction.handle, name, UInt32(MDB_CREATE), &handle))
            .check("open a database")
        self.handle = handle
    }

    private init(handle: MDB_dbi) {
        self.handle = handle
    }
}
