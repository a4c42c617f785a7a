import Synchronization

/// Holds up those who come until it is opened; whoever is cancelled meanwhile passes too.
final class Gate: Sendable {
    private let (stream, continuation) = AsyncStream<Void>.makeStream()

    func pass() async { for await _ in stream {} }
    func open() { continuation.finish() }
}
