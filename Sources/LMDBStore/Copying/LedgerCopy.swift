package import CallPlacement
import Dispatch
import Glibc

/// Looks over a ledger, copies what may be restored of it, and restores that.
///
/// A copy holds the key bindings, with the sequences that are remembered, and how far epochs have been numbered. It holds
/// **no counters and no keys** of epochs. Counters of yesterday would let every token be used once more that was used
/// since, and no check could tell; so nothing of an epoch is ever restored. After a restore the service opens a new epoch,
/// and takes no token from before: each of them was used no more often than allowed, and clients get new ones.
package enum LedgerCopy {
    /// Looks over a ledger, also beside a service that uses it.
    ///
    /// - Throws: ``StoreError`` where it is damaged (`isDamaged`), or cannot be looked at.
    package static func check(_ folder: String) throws(StoreError) -> LedgerReport {
        try LedgerSnapshot.report(on: try StorageFolder(existing: folder))
    }

    /// Copies what may be restored into a new file that only its owner may read, also beside a service that uses the
    /// ledger.
    ///
    /// - Parameters:
    ///   - path: where the file is to be; there must be none.
    ///   - now: seconds since 1970.
    /// - Returns: What is in the ledger.
    package static func backUp(_ folder: String, to path: String, at now: Int64) throws(StoreError) -> LedgerReport {
        let source = try StorageFolder(existing: folder)
        var bindings: [(key: [UInt8], value: [UInt8])] = []
        var byteCount = 0
        let report = try LedgerSnapshot.report(on: source) { key, value in
            bindings.append((key, value))
            byteCount += key.count + value.count + 4096
        }
        guard FileIdentity(of: path) == nil else { throw .failed("\(path) exists: choose another name for the copy") }
        let workshop = try Workshop(path + ".partial")
        do {
            let ledger = try workshop.ledger(forBytes: byteCount)
            let transaction = try WriteTransaction(ledger.environment)
            for (key, value) in bindings { try transaction.setChecked(key, to: value, in: ledger.keyBindings) }
            try transaction.setChecked(
                LedgerDatabases.nextEpochKey, to: BigEndian.bytes(report.nextEpoch), in: ledger.meta)
            try transaction.setChecked(
                LedgerDatabases.backupKey, to: BigEndian.bytes(UInt64(bitPattern: now)), in: ledger.meta)
            try transaction.commit()
        }
        try workshop.deliver(to: path)
        return report
    }

    /// Puts a copy into a folder that has no ledger.
    ///
    /// - Returns: What was restored.
    /// - Throws: ``StoreError`` where a service uses the folder, where there is a ledger, and where the file is damaged or
    ///   is no copy that ``backUp(_:to:at:)`` made.
    package static func restore(_ path: String, to folder: String) throws(StoreError) -> LedgerReport {
        let target = try StorageFolder(path: folder)
        let lock = try FolderLock(target, released: DispatchGroup())
        let place = lock.folder.path(of: LedgerInspection.fileName)
        guard try DatabaseFile.open(place) == nil else {
            throw .failed(
                "there is a ledger in \(folder): what it counted would be lost. If that is meant, move \(place) away first"
            )
        }
        guard let file = try DatabaseFile.open(path) else { throw .failed("\(path) is missing or empty") }
        var report = try LedgerInspection.report(on: file, transaction: nil)
        guard report.backupTaken != nil, report.epochs == 0, report.tokens == 0 else {
            throw .failed(
                "\(path) is no copy that 'cpsd ledger backup' made. The file of a ledger itself must not be put back: its "
                    + "counters are those of then, and tokens could be used again")
        }
        try lock.folder.remove(LedgerInspection.fileName)
        let workshop = try Workshop(lock.folder.path(of: "restoring"))
        try workshop.take(file)
        do {
            let ledger = try workshop.ledger(forBytes: report.byteCount)
            let transaction = try WriteTransaction(ledger.environment)
            try transaction.remove(LedgerDatabases.backupKey, in: ledger.meta)
            // Epochs were opened since, whose numbers are not to be given again.
            report.nextEpoch += min(numbersLeftOut, .max - report.nextEpoch)
            try transaction.setChecked(
                LedgerDatabases.nextEpochKey, to: BigEndian.bytes(report.nextEpoch), in: ledger.meta)
            try transaction.commit()
        }
        try workshop.deliver(to: place)
        return report
    }

    /// More epochs than are opened between a copy and its use.
    private static let numbersLeftOut: UInt32 = 1 << 20
}
