import ArgumentParser
import CallPlacement
import Foundation
import LMDBStore

/// `cpsd ledger backup`: copies what may be restored, while the service runs.
struct LedgerBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy what may be restored of the ledger; the service may be running.",
        discussion: """
            The copy holds the key bindings, what is remembered of those that were withdrawn, and how far epochs have been \
            numbered. It holds no counters and no keys of epochs: counters of yesterday would let tokens be used again. It \
            tells nothing of any call, and which numbers have keys, which is public; its file is for its owner alone all \
            the same.
            """)

    @Option(help: ArgumentHelp("Where the copy is to be; there must be no such file.", valueName: "file"))
    var to: String

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let folder = try await options.ledgerFolder()
        let now = Int64(Date.now.timeIntervalSince1970)
        let report = try LedgerCommand.ending { () throws(StoreError) in
            try LedgerCopy.backUp(folder, to: to, at: now)
        }
        print(
            "\(to) holds "
                + LedgerCommand.count(
                    report.keyBindings, "key binding kept or remembered", "key bindings kept or remembered")
                + ", and no counters: after a restore, tokens that were issued before are not taken.")
    }
}
