import NIOCore

/// Lets so many bytes through and no more, whatever they are: an endless header or chunk is cut off like a body.
final class ByteBudget: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var remaining: Int

    init(_ bytes: Int) {
        remaining = bytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        remaining -= unwrapInboundIn(data).readableBytes
        guard remaining >= 0 else {
            context.fireErrorCaught(FetchFailure.tooLarge)
            return
        }
        context.fireChannelRead(data)
    }
}
