import ArgumentParser
import BlindTokens
import CPSServer
import Logging
import Operation
import Secrets

/// `cpsd serve`: runs the service until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the service (what 'cpsd' does without a command).",
        discussion: "SIGTERM and SIGINT stop it: requests under way finish, and what was acknowledged is kept.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.read(for: .service)
        Announcement.speak(settings.logFormat)
        do {
            try ProcessHardening.apply()
            OpenSSLSecureHeap.initialise()
            try await RunningService(settings: settings).run()
        } catch let error as ListenerError {
            let settings: (host: Setting, port: Setting) =
                switch error.listener {
                case .public: (.publicHost, .publicPort)
                case .issuance: (.issuanceHost, .issuancePort)
                case .metrics: (.metricsHost, .metricsPort)
                }
            throw Self.end("\(error) (\(settings.host.key), \(settings.port.key))")
        } catch {
            throw Self.end("\(error)")
        }
    }

    /// Says why the service ends.
    private static func end(_ reason: String) -> ExitCode {
        StartReport.announcement.end(reason)
        return ExitCode.failure
    }
}
