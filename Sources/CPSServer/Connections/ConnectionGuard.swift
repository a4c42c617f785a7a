internal import NIOCore

/// Closes a connection that has had its time, whatever arrives on it; stops reading from it for a while where it asked too
/// much.
///
/// It is the first handler of a connection, and lives on its event loop. The handlers of its requests
/// (``ExchangeHandler``) tell it what is under way.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    /// How long after its last answer a connection stays open, where its client does not close it.
    private static let leave = TimeAmount.seconds(1)

    private let places: ConnectionPlaces
    private var deadlines: RequestDeadlines
    private var seat: ConnectionSeat?
    private var context: ChannelHandlerContext?
    private var look: Scheduled<Void>?
    private var leaving: Scheduled<Void>?
    private var isPaused = false
    private var isReadHeld = false
    private var unreadAnswers = 0

    init(_ limits: ListenerLimits, places: ConnectionPlaces) {
        self.places = places
        deadlines = RequestDeadlines(
            idle: .seconds(Int64(limits.idleSeconds)), exchange: .seconds(Int64(limits.exchangeSeconds)), at: .now())
    }

    // MARK: What is told

    /// A request has begun.
    ///
    /// - Returns: its number; `nil` where this connection has so many that it has to go.
    func begin() -> Int? {
        guard places.takeRequest(beside: deadlines.count) else {
            context?.close(promise: nil)
            return nil
        }
        let number = deadlines.begin(at: .now())
        seat?.isBusy()
        return number
    }

    /// A request is over.
    func end(_ number: Int) {
        let now = NIODeadline.now()
        guard deadlines.end(number, at: now) else { return }
        places.giveBackRequests(1)
        guard deadlines.isQuiet, let seat else { return }
        seat.isQuiet(since: now)
        if places.takesBack() { context?.close(promise: nil) }
    }

    /// A whole answer was handed over to be sent.
    func answerLeaves() {
        if unreadAnswers == 0 { seat?.isBeingRead(since: .now()) }
        unreadAnswers += 1
    }

    /// An answer is taken by the client, or never will be.
    func answerIsTaken() {
        unreadAnswers -= 1
        if unreadAnswers == 0 { seat?.isRead() } else { seat?.isBeingRead(since: .now()) }
    }

    /// Reads nothing for a while.
    func pause(for time: TimeAmount) {
        guard !isPaused, let context else { return }
        isPaused = true
        context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.isPaused = false
            self.readWhatWasHeld()
        }
    }

    private func readWhatWasHeld() {
        guard isReadHeld, !isPaused, let context, context.channel.isWritable else { return }
        isReadHeld = false
        context.read()
    }

    /// Closes the connection once its client has had time to read the last answer.
    func closeSoon() {
        guard let channel = context?.channel else { return }
        leaving?.cancel()
        leaving = context?.eventLoop.scheduleTask(in: Self.leave) { channel.close(promise: nil) }
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let seat = ConnectionSeat(context.channel)
        self.seat = seat
        places.take(seat)
        lookLater(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        look?.cancel()
        leaving?.cancel()
        if let seat { places.give(back: seat) }
        places.giveBackRequests(deadlines.count)
        deadlines.endAll()
        (self.context, seat) = (nil, nil)
    }

    func read(context: ChannelHandlerContext) {
        // Who does not take what was answered is not listened to: each further answer would wait in memory.
        if isPaused || !context.channel.isWritable { isReadHeld = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readWhatWasHeld()
        context.fireChannelWritabilityChanged()
    }

    private func lookLater(_ context: ChannelHandlerContext) {
        let next = deadlines.nextLook(after: .now())
        look = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) {
            guard let context = self.context else { return }
            if self.deadlines.end <= .now() { context.close(promise: nil) } else { self.lookLater(context) }
        }
    }
}
