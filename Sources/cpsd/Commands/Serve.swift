import ArgumentParser
import BlindTokens
import Foundation
import Logging
import Secrets

/// `cpsd serve`: runs the service until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the service (what 'cpsd' does without a command).",
        discussion: "SIGTERM and SIGINT stop it: requests under way finish, and what was acknowledged is kept.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.read(for: .service)
        do {
            try ProcessHardening.apply()
            OpenSSLSecureHeap.initialise()
            try await RunningService(settings: settings).run()
        } catch {
            FileHandle.standardError.write(Data("cpsd cannot go on: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}
