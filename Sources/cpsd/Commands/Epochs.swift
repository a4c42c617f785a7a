import ArgumentParser
import CallPlacement
import Foundation
import LMDBStore
import Operation

/// `cpsd epochs`: what can be done by hand with the keys that sign tokens.
struct Epochs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Handle the keys that sign tokens.", subcommands: [EpochsRetire.self])
}

/// `cpsd epochs retire`: ends every epoch, so that no token that is out is taken any more.
struct EpochsRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "End every epoch at once: tokens that are out become worthless, and the next start makes a new key.",
        discussion: """
            For the day on which a key that signs tokens got into the wrong hands. The service has to be stopped first. \
            Clients get new tokens when theirs are refused.
            """)

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.read(for: .service)
        do {
            let storage = try LMDBStorage(settings.storage)
            let count = try await CallPlacementService.retireEpochs(in: storage, keyFolder: settings.ledgerFolder)
            try await storage.close()
            let retired = count == 1 ? "1 epoch has" : "\(count) epochs have"
            print("\(retired) been retired; the next start opens one with a new key.")
        } catch {
            FileHandle.standardError.write(Data("nothing more was retired: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}
