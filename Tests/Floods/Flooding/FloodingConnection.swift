internal import NIOCore
internal import NIOTLS

/// One connection of a flooder.
final class FloodingConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let flood: Flood
    private let tally: FloodTally
    private var context: ChannelHandlerContext?
    private var hasBegun = false
    private var number = 0

    init(_ flood: Flood, _ tally: FloodTally) {
        self.flood = flood
        self.tally = tally
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        if flood.protocolName == nil { begin(context) }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { begin(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func read(context: ChannelHandlerContext) {
        if flood.isReading || !hasBegun { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let count = unwrapInboundIn(data).readableBytes
        tally.count { $0.received += count }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if hasBegun {
            tally.count {
                $0.open -= 1
                $0.ended += 1
            }
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        tally.count {
            $0.made += 1
            $0.open += 1
        }
        if !flood.opening.isEmpty { say(flood.opening, context) }
        switch flood.ending {
        case .none: dripLater()
        case .atOnce: context.close(promise: nil)
        case .half: context.close(mode: .output, promise: nil)
        }
    }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
        tally.count { $0.said += 1 }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
    }

    private func dripLater() {
        guard flood.drip != nil, let context else { return }
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(flood.every)) { self.drip() }
    }

    private func drip() {
        guard let drip = flood.drip, let context, context.channel.isActive else { return }
        let said = context.eventLoop.makePromise(of: Void.self)
        // The next one when this one is in the kernel, so that the flooder's own memory stays what it is.
        said.futureResult.assumeIsolated().whenSuccess { self.dripLater() }
        say(drip(number), context, promise: said)
        number += 1
    }
}
