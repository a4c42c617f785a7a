import CLMDB
import CallPlacement

/// A look at a ledger beside the service that may be writing to it: a read transaction keeps what it sees from being
/// written over.
struct LedgerSnapshot: ~Copyable {
    private let environment: Environment
    private let transaction: ReadTransaction

    /// Looks at what is committed now.
    init(of folder: StorageFolder) throws(StoreError) {
        let environment = try Environment(
            folder,
            .init(mapSize: 1 << 20, databases: LedgerDatabases.databaseNames.count, isSynced: true, isReadOnly: true))
        self.transaction = try ReadTransaction(environment)
        self.environment = environment
    }

    /// Looks over all of it.
    ///
    /// - Parameter keep: is given each key binding's key and value.
    /// - Throws: ``StoreError`` where it is damaged, and a passing one where the service has committed twice meanwhile.
    borrowing func report(
        on path: String, keyBinding keep: ([UInt8], [UInt8]) -> Void
    ) throws(StoreError) -> LedgerReport {
        guard let file = try DatabaseFile.open(path) else { throw .failed("there is no ledger at \(path)") }
        return try LedgerInspection.report(
            on: file, transaction: UInt64(unsafe mdb_txn_id(transaction.handle)), keyBinding: keep)
    }

    /// Looks over a ledger: again where its service was faster.
    static func report(
        on folder: StorageFolder, keyBinding keep: ([UInt8], [UInt8]) -> Void = { _, _ in }
    ) throws(StoreError) -> LedgerReport {
        let path = folder.path(of: LedgerInspection.fileName)
        guard try DatabaseFile.open(path) != nil else { throw .failed("there is no ledger in \(folder.path)") }
        var attempts = 0
        while true {
            var rows: [(key: [UInt8], value: [UInt8])] = []
            do throws(StoreError) {
                let report = try LedgerSnapshot(of: folder).report(on: path) { rows.append(($0, $1)) }
                for (key, value) in rows { keep(key, value) }
                return report
            } catch {
                attempts += 1
                guard !error.isDamaged, attempts < attemptLimit else { throw error }
            }
        }
    }

    private static let attemptLimit = 50
}
