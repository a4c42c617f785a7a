import CallPlacement
import Logging
import Operation

/// Replaces the settings of a running service by those that stand there now: all of them, or none.
struct Reloader: Sendable {
    private let source: SettingsSource
    private let parts: ReloadableParts
    private let logger: Logger
    private let clock: ServiceClock

    /// What the service goes by.
    private var settings: ServerSettings
    private var watch: FileWatch

    /// - Parameter settings: what the service goes by.
    init(
        _ settings: ServerSettings, from source: SettingsSource, parts: ReloadableParts, clock: ServiceClock,
        logger: Logger
    ) {
        self.source = source
        self.parts = parts
        self.logger = logger
        self.clock = clock
        self.settings = settings
        watch = Self.watch(settings)
    }

    /// Reads everything again.
    mutating func reload() async {
        await take(
            await source.reader(for: .service), refusal: "the configuration was not reloaded, nothing has changed",
            whereNothingChanged: "nothing had changed")
    }

    /// Reads certificates, keys and authorities again where their files have changed. The configuration file may be half
    /// written, so it is left alone until somebody asks for it.
    mutating func lookAtFiles() async {
        guard watch.hasSettledOnAChange() else { return }
        await take(settings.reader, refusal: "changed files are not used, the service goes on with what it has")
    }

    private mutating func take(
        _ reader: SettingsReader, refusal: String, whereNothingChanged: String? = nil
    ) async {
        do {
            let new = try ServerSettings(from: reader)
            let faults = new.faults(replacing: settings, at: clock.wallSeconds())
            guard faults.isEmpty else { throw InvalidSettings(faults: faults) }
            let changes = try await parts.take(new, replacing: settings)
            if new.values != settings.values { watch = Self.watch(new) }
            settings = new
            guard let what = changes.isEmpty ? whereNothingChanged : changes.joined(separator: "; ") else { return }
            logger.notice("the configuration was reloaded", metadata: ["reason": "\(what)"])
        } catch let error as InvalidSettings {
            for fault in error.faults { logger.error("\(refusal)", metadata: ["reason": "\(fault)"]) }
        } catch {
            // What could be replaced has been; reading what is kept has failed.
            logger.error(
                "the configuration was reloaded in part: restart the service", metadata: ["reason": "\(error)"])
        }
    }

    private static func watch(_ settings: ServerSettings) -> FileWatch {
        FileWatch(Setting.watchedFiles.compactMap { settings.values[$0.key] }.filter { !$0.isEmpty })
    }
}
