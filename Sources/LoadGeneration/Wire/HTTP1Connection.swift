internal import NIOCore
internal import NIOTLS

/// HTTP/1.1 by hand: bytes made beforehand go out, and of what comes in little is looked at.
final class HTTP1Connection: ChannelInboundHandler, LoadConnection {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let capacity = 1
    private(set) var isOpen = false
    private(set) var lastUse = NIODeadline.now()
    /// Lets go of the connection once that is closed.
    private let owner: any LoadConnectionOwner
    private var context: ChannelHandlerContext?
    private var errand: Errand?
    private var reader = ResponseReader()
    private var reason: (any Error)?

    init(owner: any LoadConnectionOwner) {
        self.owner = owner
    }

    func send(_ request: PreparedRequest, for errand: Errand) {
        guard isOpen, let context, case .text(let head) = request.head else { return owner.lost(errand) }
        self.errand = errand
        lastUse = .now()
        var bytes = head
        if let body = request.body {
            // One buffer, so that head and body share a record of TLS.
            bytes = context.channel.allocator.buffer(capacity: head.readableBytes + body.readableBytes)
            bytes.writeImmutableBuffer(head)
            bytes.writeImmutableBuffer(body)
        }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    func abandon() -> [Errand] {
        isOpen = false
        defer { errand = nil }
        context?.close(promise: nil)
        return errand.map { [$0] } ?? []
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted = event else { return }
        isOpen = true
        owner.opened(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard let errand else { return fail(context, ResponseReader.Malformed()) }
        do {
            guard let answer = try reader.read(&bytes, keepingBody: errand.isKept) else { return }
            guard bytes.readableBytes == 0 else { throw ResponseReader.Malformed() }
            self.errand = nil
            if answer.closes { isOpen = false }
            owner.answered(
                errand, status: answer.status, byteCount: answer.byteCount, body: answer.body, by: self)
            if answer.closes { context.close(promise: nil) }
        } catch {
            fail(context, error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(context, error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isOpen = false
        if let errand {
            self.errand = nil
            owner.lost(errand)
        }
        owner.closed(self, because: reason)
    }

    private func fail(_ context: ChannelHandlerContext, _ error: any Error) {
        isOpen = false
        reason = reason ?? error
        context.close(promise: nil)
    }
}
