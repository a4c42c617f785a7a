import ArgumentParser
import BlindTokens
import CPSServer
import Foundation
import Logging
import Operation

/// `cpsd serve`: runs the service until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the service (what 'cpsd' does without a command).",
        discussion: "SIGTERM and SIGINT stop it: requests under way finish, and what was acknowledged is kept.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.read(for: .service)
        do {
            OpenSSLSecureHeap.initialise()
            try await RunningService(settings: settings).run()
        } catch let error as ListenerError {
            let settings: (host: Setting, port: Setting) =
                switch error.listener {
                case .public: (.publicHost, .publicPort)
                case .issuance: (.issuanceHost, .issuancePort)
                }
            throw Self.end("\(error) (\(settings.host.key), \(settings.port.key))")
        } catch {
            throw Self.end("\(error)")
        }
    }

    /// Says why the service ends.
    private static func end(_ reason: String) -> ExitCode {
        FileHandle.standardError.write(Data("cpsd cannot go on: \(reason)\n".utf8))
        return ExitCode.failure
    }
}
