package import Logging

/// The operator's log, on standard error: what the service says, and only the metadata that it may hold.
///
/// No index, prefix, token, telephone number or address of a client may be in a log. So metadata passes
/// through a list of keys that hold none, and of libraries, which do not know our rule, only what
/// is an error is heard.
package struct OperatorLog: LogHandler {
    private static let allowedKeys: Set<String> = ["reason", "omitted", "epoch", "signal"]

    /// What Hummingbird says as an error where it was only told to stop while it was starting; the reason follows.
    private static let consequencesOfStopping: Set<String> = [
        "Server shutdown error: Already closed", "Waiting on child channel: CancellationError()",
    ]

    private var inner: StreamLogHandler
    private let heard: Set<String>
    private let level = SharedLevel()
    package var metadata: Logger.Metadata = [:]

    private init(label: String, hearing modules: Set<String>) {
        heard = modules
        inner = StreamLogHandler.standardError(label: label)
        inner.logLevel = .trace
    }

    /// A logger of a program.
    ///
    /// - Parameters:
    ///   - label: The program's name.
    ///   - level: From which level on lines are written.
    ///   - modules: Those that keep to the rule, and so are heard at every level.
    package static func logger(label: String, level: Logger.Level, hearing modules: Set<String>) -> Logger {
        var logger = Logger(label: label) { OperatorLog(label: $0, hearing: modules) }
        logger.logLevel = level
        return logger
    }

    /// Shared by all copies of a logger, so that a running program can be given another level.
    package var logLevel: Logger.Level {
        get { level.value }
        set { level.value = newValue }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        if !heard.contains(event.source) {
            guard event.level >= .error, !Self.consequencesOfStopping.contains("\(event.message)") else { return }
        }
        let merged = metadata.merging(event.metadata ?? [:]) { $1 }
        var event = event
        event.metadata = merged.filter { Self.allowedKeys.contains($0.key) }
        inner.log(event: event)
    }
}
