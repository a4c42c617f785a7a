import ArgumentParser
import CallPlacement
import Foundation
import LMDBStore

/// `cpsd ledger restore`: puts a copy in the place of a ledger that is gone.
struct LedgerRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a copy in the place of a ledger that is gone; the service must not run.",
        discussion: """
            Refuses a folder that is in use, and one that has a ledger: move its file away first. The service opens a new \
            epoch when it starts then, and takes no token from before; clients get new ones by themselves. Bindings that \
            were published or withdrawn since the copy was made have to be published or withdrawn again.
            """)

    @Option(help: ArgumentHelp("The copy.", valueName: "file"))
    var from: String

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let folder = try await options.ledgerFolder()
        let report = try LedgerCommand.ending { () throws(StoreError) in try LedgerCopy.restore(from, to: folder) }
        let taken = Date(timeIntervalSince1970: TimeInterval(report.backupTaken ?? 0)).ISO8601Format()
        print(
            "\(folder) has the ledger of \(taken): "
                + LedgerCommand.count(
                    report.keyBindings, "key binding kept or remembered", "key bindings kept or remembered")
                + ". Tokens that were issued before are not taken any more. Whoever has published or withdrawn a key "
                + "since then has to do so again.")
    }
}
