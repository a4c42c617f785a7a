internal import Logging

/// The log of a served mutant, on standard error: what the service's own targets and the mutants say, and no
/// library, so that what an attack finds in it is the mutant's fault.
struct MutantLog: LogHandler {
    private static let modules: Set<String> = ["CPSServer", "CallPlacement", "LMDBStore", "Mutants"]

    private var inner: StreamLogHandler
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    private init(label: String) {
        inner = StreamLogHandler.standardError(label: label)
        inner.logLevel = .trace
    }

    /// A logger at a level.
    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "mutant") { MutantLog(label: $0) }
        logger.logLevel = level
        return logger
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if Self.modules.contains(event.source) { inner.log(event: event) }
    }
}
