internal import NIOCore

/// Ends a connection where nothing has arrived for too long, and in order when the listener stops.
///
/// - A connection that was being made when the listener stopped is told so again until it is closed: the protocols hear
///   it only once they are there.
/// - What has been answered is sent to its end before the connection is closed. TLS alone would cut the answer to a client
///   that reads slowly a second after the end of the answer was handed over.
/// - Once the time for stopping is over, everything is closed.
final class ConnectionEndHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How often a connection that is to end is reminded.
    private static let reminder = TimeAmount.milliseconds(100)

    private let stop: TimeAmount
    private let stopSign: StopSign
    private var deadline: Scheduled<Void>?
    private var nextReminder: Scheduled<Void>?
    private var isOverdue = false
    private var isOver = false

    /// - Parameter stop: how long the connection gets once the listener stops.
    init(stop: TimeAmount, stopSign: StopSign) {
        self.stop = stop
        self.stopSign = stopSign
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if stopSign.isRaised { beginToEnd(context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case IdleStateHandler.IdleStateEvent.read:
            context.close(promise: nil)
        case is ChannelShouldQuiesceEvent:
            context.fireUserInboundEventTriggered(event)
            beginToEnd(context)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, !isOverdue, !isOver else { return context.close(mode: mode, promise: promise) }
        // Is written after all that waits to be.
        let written = context.eventLoop.makePromise(of: Void.self)
        let limit = context.eventLoop.assumeIsolated().scheduleTask(in: stop) { context.close(promise: nil) }
        written.futureResult.assumeIsolated().whenComplete { _ in
            limit.cancel()
            context.close(promise: promise)
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    private func beginToEnd(_ context: ChannelHandlerContext) {
        guard deadline == nil, !isOver else { return }
        let channel = context.channel
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: stop) {
            self.isOverdue = true
            channel.close(promise: nil)
        }
        remindLater(context)
    }

    private func remindLater(_ context: ChannelHandlerContext) {
        nextReminder = context.eventLoop.assumeIsolated().scheduleTask(in: Self.reminder) {
            guard !self.isOver, !self.isOverdue else { return }
            context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            self.remindLater(context)
        }
    }

    private func end() {
        isOver = true
        deadline?.cancel()
        nextReminder?.cancel()
    }
}
