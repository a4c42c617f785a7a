import CLMDB
import CallPlacement

/// A consistent view of an environment. Ends when it goes out of scope.
///
/// Pages that a view can see are not used again while it lives: keep it short, and never hold one across an
/// `await`.
@safe struct ReadTransaction: ~Copyable, Transaction {
    @unsafe let handle: OpaquePointer

    /// Begins a view of what is committed now.
    init(_ environment: borrowing Environment) throws(StoreError) {
        unsafe self.handle = try environment.begin(readOnly: true)
    }

    deinit {
        unsafe mdb_txn_abort(handle)
    }
}
