import CallPlacement

/// Looks over a ledger before anybody trusts it: every page, every row and the check of every row.
///
/// What is not noticed: rows that were changed together with their checks, which takes somebody with a purpose; a file that
/// was replaced by an older one of its own, whole as that is; and changes in pages that are not in use.
enum LedgerInspection {
    /// What a database holds.
    private enum Kind {
        case epochs, uses, quotas, keyBindings

        init(of name: String) {
            self =
                switch name {
                case "epochs": .epochs
                case "key-bindings": .keyBindings
                default: name.hasPrefix("uses") ? .uses : .quotas
                }
        }
    }

    /// The file of a ledger, in its folder.
    static let fileName = "data.mdb"

    /// Refuses a folder whose ledger is damaged. One that is not there is begun anew, and its tokens are worth nothing
    /// then: their epochs are unknown.
    static func requireSound(in folder: StorageFolder) throws(StoreError) {
        do throws(StoreError) {
            guard let file = try DatabaseFile.open(folder.path(of: fileName)) else { return }
            _ = try report(on: file, transaction: nil)
        } catch {
            guard error.isDamaged else { throw error }
            throw .damaged(
                "\(error). Nothing of it was used. Move it away and run 'cpsd ledger restore' with the last backup, or start "
                    + "without it: then tokens that were issued are not taken any more")
        }
    }

    /// Looks over a file.
    ///
    /// - Parameters:
    ///   - transaction: as in ``DatabaseInspection/init(_:transaction:)``.
    ///   - keep: is given each key binding's key and value.
    static func report(
        on file: DatabaseFile, transaction: UInt64?, keyBinding keep: ([UInt8], [UInt8]) -> Void = { _, _ in }
    ) throws(StoreError) -> LedgerReport {
        var inspection = try DatabaseInspection(file, transaction: transaction)
        var report = LedgerReport()
        report.commits = inspection.meta.transaction
        report.byteCount = Int(file.pageCount) * file.pageSize
        let found = Dictionary(inspection.databases.map { ($0.name, $0) }) { first, _ in first }
        if found.isEmpty, inspection.meta.transaction == 0 { return report }
        for name in found.keys where !LedgerDatabases.databaseNames.contains(name) {
            throw file.damaged("it has a database that is no ledger's")
        }
        guard let meta = found["meta"] else { throw file.damaged("it does not say its format") }
        try readMeta(meta, &inspection, &report)
        // The last one was added to the first version later.
        for name in LedgerDatabases.databaseNames where found[name] == nil {
            guard name == "key-bindings", report.version == 1 else {
                throw file.damaged("its database \(name) is missing")
            }
        }
        var slots: Set<Int> = []
        for name in LedgerDatabases.databaseNames.dropFirst() {
            guard let database = found[name] else { continue }
            let checksum = CRC32C.shared.checksum(of: Array(name.utf8)[...])
            let isChecked = report.version > 1
            let kind = Kind(of: name)
            try inspection.rows(of: database) { (row) throws(StoreError) in
                let value = isChecked ? CheckedRow.value(of: row.value, under: row.key, in: checksum) : row.value
                guard let value else { throw file.damaged("a row of \(name) is not what was written") }
                switch kind {
                case .epochs:
                    let row = try EpochRow(key: Array(row.key), value: Array(value))
                    guard slots.insert(row.slot).inserted, row.record.id.rawValue < report.nextEpoch else {
                        throw file.damaged("two epochs are counted in one place")
                    }
                    report.epochs += 1
                case .keyBindings:
                    _ = try KeyBindingRow(key: Array(row.key), value: Array(value))
                    keep(Array(row.key), Array(value))
                    report.keyBindings += 1
                case .uses, .quotas:
                    guard row.key.count == 32, value.count == 4, value.contains(where: { $0 != 0 }) else {
                        throw file.damaged("a row of \(name) is no counter")
                    }
                    if kind == .uses { report.tokens += 1 } else { report.quotas += 1 }
                }
            }
        }
        return report
    }

    /// Reads the database that says what the ledger is.
    private static func readMeta(
        _ database: DatabaseInspection.Named, _ inspection: inout DatabaseInspection, _ report: inout LedgerReport
    ) throws(StoreError) {
        let file = inspection.file
        let checksum = CRC32C.shared.checksum(of: Array(database.name.utf8)[...])
        var kept: [[UInt8]: ArraySlice<UInt8>] = [:]
        try inspection.rows(of: database) { (row) throws(StoreError) in kept[Array(row.key)] = row.value }
        guard let format = kept.removeValue(forKey: LedgerDatabases.formatKey),
            let version = LedgerFormat.version(of: format, in: checksum)
        else { throw file.damaged("it does not say its format") }
        guard version <= LedgerDatabases.version else { throw LedgerFormat.unknown(version) }
        report.version = version
        for (key, kept) in kept {
            let value = version > 1 ? CheckedRow.value(of: kept, under: key[...], in: checksum) : kept
            if let value, key == LedgerDatabases.nextEpochKey, let number = BigEndian.integer(value, as: UInt32.self) {
                report.nextEpoch = number
            } else if let value, key == LedgerDatabases.backupKey,
                let seconds = BigEndian.integer(value, as: UInt64.self)
            {
                report.backupTaken = Int64(bitPattern: seconds)
            } else {
                throw file.damaged("a row of meta is not what was written")
            }
        }
    }
}
