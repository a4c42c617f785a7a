package import Hummingbird
internal import Logging
package import NIOCore

/// What a responder knows of a request beside the request: the connection it came on.
package struct ListenerContext: InitializableFromSource {
    package let channel: any Channel
    /// When the request came; the moment that answers are timed from.
    package let arrival = ContinuousClock.now

    package init(source: ApplicationRequestContextSource) {
        self.channel = source.channel
    }
}
