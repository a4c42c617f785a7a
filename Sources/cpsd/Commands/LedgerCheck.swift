import ArgumentParser
import CallPlacement
import Foundation
import LMDBStore

/// `cpsd ledger check`: looks over every page and every row.
struct LedgerCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look over every page and row of the ledger; the service may be running.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let folder = try await options.ledgerFolder()
        let start = ContinuousClock.now
        let report = try LedgerCommand.ending { () throws(StoreError) in try LedgerCopy.check(folder) }
        let milliseconds = start.duration(to: .now) / .milliseconds(1)
        print(
            "The ledger in \(folder) is whole: format \(report.version), \(report.commits) commits, \(report.contents), in "
                + "\(report.byteCount) bytes (\(Int(milliseconds)) ms).")
    }
}
