internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A connection that is closed when its client says nothing, whatever it should have said: a handshake of TLS,
/// the preface of HTTP/2, a request; and that is ended in order when the listener stops.
///
/// The protocols' own timers begin only when each of them does, so without this a client that connects and stays
/// silent keeps its place among the connections for ever, and keeps the listener from stopping.
///
/// What is done for a connection is done on its event loop (``LoopExecutor``), but for signatures and sealing.
struct WatchedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    let base: Base
    /// How long a client may say nothing.
    let idle: TimeAmount
    /// How long a connection may stay open once the listener stops, and how long the end of an answer may take to leave.
    let stop: TimeAmount
    /// Says whether the listener stops.
    let stopSign: StopSign

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // First in the pipeline, so that all that arrives counts, encrypted or not.
            try channel.pipeline.syncOperations.addHandlers(
                IdleStateHandler(readTimeout: idle), ConnectionEndHandler(stop: stop, stopSign: stopSign))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await value.channel.eventLoop.serving { await base.handle(value: value, logger: logger) }
    }
}
