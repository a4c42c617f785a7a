internal import NIOCore

/// Lets a stream of HTTP/2 end by itself where its connection is about to.
///
/// A stream that is told so is closed with the last part of its answer, whether or not the client's window has let all
/// parts out: larger answers would be reset half-way. The connection waits for its streams anyway.
final class StreamEndHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The parent of a stream is a connection, whose parent is what listens.
        let isOfStream = context.channel.parent?.parent != nil
        if event is ChannelShouldQuiesceEvent, isOfStream { return }
        context.fireUserInboundEventTriggered(event)
    }
}
