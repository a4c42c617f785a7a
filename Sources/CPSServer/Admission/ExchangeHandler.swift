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

    /// The place of a request among those that are let in.
    private enum Place {
        case none
        /// Left until its body is there.
        case aside
        case taken
    }

    /// `nil` where nothing is turned away by its head.
    private let shedding: Shedding?
    private let unread: UnreadAnswers
    private var watch: ConnectionGuard?
    private var underWay = CircularBuffer<Int>()
    /// The request whose parts are dropped, since it was turned away.
    private var turnedAway: Int?
    private var answerBytes = 0
    private var isLast = false
    private var place = Place.none
    private var isWhole = false

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
            if let shedding, underWay.isEmpty, context.channel.isWritable, shedding.counts(request) {
                guard shedding.gate.enter() else { return turnAway(request, shedding, context) }
                (place, isWhole) = (.taken, false)
            }
            guard let number = begin() else { return leavePlace() }
            underWay.append(number)
        } else if let number = turnedAway {
            if case .end = part {
                watch?.end(number)
                turnedAway = nil
            }
            return
        }
        if case .end = part { becomesWhole(context) }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Who sends a head and keeps the body back takes nobody's place.
        if case .taken = place, !isWhole {
            leavePlace()
            place = .aside
        }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // Nor does who takes no answers: this one may wait until others are taken, which is no work.
        if !context.channel.isWritable, case .taken = place { leavePlace() }
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let answer):
            leavePlace()
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
        leavePlace()
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

    private func becomesWhole(_ context: ChannelHandlerContext) {
        isWhole = true
        guard let gate = shedding?.gate else { return }
        if case .aside = place {
            gate.comeBack()
            place = .taken
        }
        guard case .taken = place else { return }
        // What is done next on this loop waits behind the same things as the request does.
        let start = ContinuousClock.now
        context.eventLoop.execute { gate.add(queueing: start.duration(to: .now)) }
    }

    private func leavePlace() {
        if case .taken = place { shedding?.gate.leave() }
        place = .none
    }

    private func turnAway(_ request: HTTPRequest, _ shedding: Shedding, _ context: ChannelHandlerContext) {
        guard let number = begin() else { return }
        turnedAway = number
        watch?.pause(for: Shedding.pause)
        context.write(wrapOutboundOut(.head(shedding.answer())), promise: nil)
        if request.method != .head { context.write(wrapOutboundOut(.body(shedding.body)), promise: nil) }
        let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        guard request.headerFields[.connection]?.lowercased() == "close" else { return }
        end.assumeIsolated().whenComplete { [watch] _ in watch?.closeSoon() }
    }
}
