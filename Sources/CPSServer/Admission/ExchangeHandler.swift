internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes

/// Follows the requests of a connection of HTTP/1.1, or of a stream of HTTP/2, from the head of each to the moment at
/// which its answer is taken, and turns requests away before anything else sees them.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// `nil` where nothing is turned away by its head.
    private let shedding: Shedding?
    private let unread: UnreadAnswers
    private var watch: ConnectionGuard?
    private var underWay = CircularBuffer<Int>()
    /// The request whose parts are dropped, since it was turned away.
    private var turnedAway: Int?
    private var answerBytes = 0
    private var isLast = false

    init(shedding: Shedding?, unread: UnreadAnswers) {
        self.shedding = shedding
        self.unread = unread
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // A stream of HTTP/2 is a channel of its own; its parent is the connection.
        watch =
            (try? context.pipeline.syncOperations.handler(type: ConnectionGuard.self))
            ?? (try? context.channel.parent?.pipeline.syncOperations.handler(type: ConnectionGuard.self))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if case .head(let request) = part {
            // Answers leave in the order of the requests, so what comes behind another one is turned away later.
            if let shedding, underWay.isEmpty, shedding.turnsAway(request) {
                return turnAway(request, shedding, context)
            }
            guard let number = begin() else { return }
            underWay.append(number)
        } else if let number = turnedAway {
            if case .end = part {
                watch?.end(number)
                turnedAway = nil
            }
            return
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let answer):
            // Said after what is no HTTP, and to whoever asked for it: nothing more is listened to.
            isLast = answer.headerFields[.connection] == "close"
            context.write(data, promise: promise)
        case .body(let bytes):
            answerBytes += bytes.readableBytes
            context.write(data, promise: promise)
        case .end:
            let promise = promise ?? context.eventLoop.makePromise()
            let (number, byteCount) = (underWay.popFirst(), answerBytes)
            answerBytes = 0
            let (watch, unread, isLast) = (watch, unread, isLast)
            unread.add(byteCount)
            watch?.answerLeaves()
            promise.futureResult.assumeIsolated().whenComplete { _ in
                unread.remove(byteCount)
                watch?.answerIsTaken()
                if let number { watch?.end(number) }
                if isLast { watch?.closeSoon() }
            }
            context.write(data, promise: promise)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        while let number = underWay.popFirst() { watch?.end(number) }
        if let number = turnedAway { watch?.end(number) }
        turnedAway = nil
        context.fireChannelInactive()
    }

    /// - Returns: the number of a request; `nil` where the connection is being closed.
    private func begin() -> Int? {
        guard let watch else { return 0 }
        return watch.begin()
    }

    private func turnAway(_ request: HTTPRequest, _ shedding: Shedding, _ context: ChannelHandlerContext) {
        guard let number = begin() else { return }
        turnedAway = number
        watch?.pause(for: Shedding.pause)
        context.write(wrapOutboundOut(.head(shedding.answer())), promise: nil)
        if request.method != .head { context.write(wrapOutboundOut(.body(shedding.body)), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
