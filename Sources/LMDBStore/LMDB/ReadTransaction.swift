import CLMDB
import CallPlacement

/// A consistent view of an environment. Ends when it goes out of scope.
///
/// Pages that a view can see are not used again while it lives: keep it short, and never hold one across an
/// `await`.
@safe struct ReadTransaction: ~Copyable, Transaction {
    @unsafe let handle: OpaquePointer
    private let environment: EnvironmentHandle

    /// Begins a view of what is committed now.
    init(_ environment: borrowing Environment) throws(StoreError) {
        unsafe self.handle = try environment.handle.begin(readOnly: true)
        self.environment = environment.handle
    }

    deinit {
        unsafe mdb_txn_abort(handle)
        environment.giveBack()
    }
}
