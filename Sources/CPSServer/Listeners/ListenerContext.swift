internal import Hummingbird
internal import Logging
internal import NIOCore

/// What a responder knows of a request beside the request: the connection it came on.
struct ListenerContext: InitializableFromSource {
    let channel: any Channel
    /// When the request came; the moment that answers are timed from.
    let arrival = ContinuousClock.now

    init(source: ApplicationRequestContextSource) {
        self.channel = source.channel
    }
}
