package import Logging

extension Logger {
    /// Writes a line that strangers can cause as often as they like, where the throttle lets it through.
    ///
    /// - Parameter source: the module that speaks: the operator's log goes by it.
    package func log(
        level: Level, _ message: String, reason: String, through throttle: LogThrottle, source: String = #fileID
    ) {
        guard let omitted = throttle.admit(reason) else { return }
        var metadata: Metadata = ["reason": "\(reason)", "request": "\(RequestMark())"]
        if omitted > 0 { metadata["omitted"] = "\(omitted)" }
        log(level: level, "\(message)", metadata: metadata, source: String(source.prefix { $0 != "/" }))
    }
}
