internal import Logging

extension Logger {
    /// Writes a line that strangers can cause as often as they like, where the throttle lets it through.
    func log(level: Level, _ message: String, reason: String, through throttle: LogThrottle) {
        guard let omitted = throttle.admit(reason) else { return }
        var metadata: Metadata = ["reason": "\(reason)"]
        if omitted > 0 { metadata["omitted"] = "\(omitted)" }
        // Named, since the operator's log goes by the module that speaks.
        log(level: level, "\(message)", metadata: metadata, source: "CPSServer")
    }
}
