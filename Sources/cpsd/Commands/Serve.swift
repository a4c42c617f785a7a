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
        discussion: """
            SIGTERM and SIGINT stop it: requests under way finish, and what was acknowledged is kept.

            SIGHUP makes it read the settings again, all or nothing: what can change while it runs is \
            \(Setting.all.filter(\.isReloadable).map(\.key).joined(separator: ", ")). The files of certificates, keys and \
            authorities are also read again when they change.
            """)

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.read(for: .service)
        Announcement.speak(settings.logFormat)
        do {
            // A file that may not grow is a full disk, and no reason to end.
            signal(SIGXFSZ, SIG_IGN)
            OpenSSLSecureHeap.initialise()
            try await RunningService(settings: settings, source: options.source).run()
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
