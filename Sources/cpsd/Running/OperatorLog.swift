import Logging

/// The operator's log, on standard error: what the service says, and only the metadata that it may hold.
///
/// No index, prefix, token, telephone number or address of a client may be in a log. So metadata passes
/// through a list of keys that hold none, and of libraries, which do not know our rule, only what
/// is an error is heard.
struct OperatorLog: LogHandler {
    private static let allowedKeys: Set<String> = ["reason", "omitted", "epoch", "signal"]
    private static let ownModules: Set<String> = [
        "CPSServer", "CallPlacement", "LMDBStore", "cpsd", "ServiceLifecycle",
    ]

    /// What Hummingbird says as an error where it was only told to stop while it was starting; the reason follows.
    private static let consequencesOfStopping: Set<String> = [
        "Server shutdown error: Already closed", "Waiting on child channel: CancellationError()",
    ]

    private var inner: StreamLogHandler
    var metadata: Logger.Metadata = [:]

    private init(label: String) {
        inner = StreamLogHandler.standardError(label: label)
        inner.logLevel = .trace
    }

    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "cpsd") { OperatorLog(label: $0) }
        logger.logLevel = level
        return logger
    }

    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if !Self.ownModules.contains(event.source) {
            guard event.level >= .error, !Self.consequencesOfStopping.contains("\(event.message)") else { return }
        }
        let merged = metadata.merging(event.metadata ?? [:]) { $1 }
        var event = event
        event.metadata = merged.filter { Self.allowedKeys.contains($0.key) }
        inner.log(event: event)
    }
}
