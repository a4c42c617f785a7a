import ArgumentParser
import CallPlacement
import Foundation
import LMDBStore
import Operation

/// `cpsd ledger`: looks after the ledger, beside a service that uses it.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Check the ledger, copy it while the service runs, and restore it.",
        discussion: """
            Ends with 0 where it was done, with 65 where a ledger or a copy is damaged, with 78 where the configuration \
            cannot be used, and with 1 where something else was in the way.
            """,
        subcommands: [LedgerCheck.self, LedgerBackup.self, LedgerRestore.self])

    /// The exit code for a ledger that is damaged (`EX_DATAERR`).
    static let damaged: Int32 = 65

    /// Does the work, and says why where it cannot be done.
    static func ending<Value>(_ work: () throws(StoreError) -> Value) throws -> Value {
        do throws(StoreError) {
            return try work()
        } catch {
            FileHandle.standardError.write(Data("cpsd ledger: \(error)\n".utf8))
            throw ExitCode(error.isDamaged ? damaged : ExitCode.failure.rawValue)
        }
    }

    /// So many of something, in words.
    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}

extension LedgerReport {
    /// What is in a ledger, in words.
    var contents: String {
        [
            LedgerCommand.count(epochs, "epoch", "epochs"),
            LedgerCommand.count(tokens, "token with counted uses", "tokens with counted uses"),
            LedgerCommand.count(quotas, "quota", "quotas"),
            LedgerCommand.count(keyBindings, "key binding kept or remembered", "key bindings kept or remembered"),
        ].joined(separator: ", ")
    }
}

extension SettingsOptions {
    /// The folder of the ledger; where the settings have faults, says all of them and exits.
    func ledgerFolder() async throws -> String {
        var reader = await SettingsReader(
            of: .cpsd, file: config, flags: settings, environment: ProcessInfo.processInfo.environment,
            purpose: .service)
        let folder = reader.neededText(.ledgerFolder)
        guard reader.faults.isEmpty else {
            FileHandle.standardError.write(Data("\(InvalidSettings(faults: reader.faults))\n".utf8))
            throw ExitCode(Self.configurationFault)
        }
        return folder
    }
}
