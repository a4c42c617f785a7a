internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A connection that is closed when its client says nothing, whatever it should have said: a handshake of TLS,
/// the preface of HTTP/2, a request; when it has had its time, whatever it says (``ConnectionGuard``); and in order when
/// the listener stops (``ConnectionEndHandler``).
///
/// The protocols' own timers begin only when each of them does, and begin again with every byte, so without this a
/// client that stays silent, or lets bytes trickle, keeps its place among the connections for ever, and keeps the
/// listener from stopping.
///
/// What is done for a connection is done on its event loop (``LoopExecutor``), but for signatures and sealing.
struct WatchedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    let base: Base
    let limits: ListenerLimits
    let places: ConnectionPlaces
    /// Says whether the listener stops.
    let stopSign: StopSign

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // First in the pipeline, so that all that arrives counts, encrypted or not. The guard stands before what ends a
            // connection in order: whom it closes has had the time for that.
            try channel.pipeline.syncOperations.addHandlers(
                IdleStateHandler(readTimeout: .seconds(Int64(limits.idleSeconds))),
                ConnectionGuard(limits, places: places),
                ConnectionEndHandler(stop: .seconds(Int64(limits.stopSeconds)), stopSign: stopSign))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await value.channel.eventLoop.serving { await base.handle(value: value, logger: logger) }
    }
}
