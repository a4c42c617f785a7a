internal import NIOCore
internal import NIOPosix

/// One event loop's part of a run: its connections, what is under way on them, and what came of it.
///
/// It is made, used and left on that loop alone.
final class LoadDriver {
    private static let openedAtOnce = 16
    private static let pauseBeforeReopening = TimeAmount.milliseconds(200)
    /// Services close idle connections; a request must not meet with that.
    private static let longestIdle = TimeAmount.seconds(10)
    /// Nearer moments are taken together, so that a high rate does not become a timer each.
    private static let shortestWait = TimeAmount.microseconds(50)

    let loop: any EventLoop
    private let target: LoadTarget
    let work: LoadWork
    let portion: Portion
    let board: ProgressBoard
    let checker: AnswerChecker

    private var connections: [ObjectIdentifier: any LoadConnection] = [:]
    private var idle = CircularBuffer<any LoadConnection>()
    private var waiting = CircularBuffer<Errand>()
    private var wanted = 0
    private var opening = 0
    private var untried = 0
    private var allOpen: EventLoopPromise<Void>?
    private var lastFailure: (any Error)?

    private var turn: Turn?
    private var turns = 0
    private var tally = LoadTally()
    private var outstanding = 0
    private var followed = 0

    /// What is being done now.
    private struct Turn {
        var source: ErrandSource
        /// `nil` in a closed loop.
        let schedule: ArrivalSchedule?
        let start: NIODeadline
        let end: NIODeadline
        let interval: TimeAmount?
        /// How long an answer is of use, where that is asked for.
        let useful: TimeAmount?
        let done: EventLoopPromise<LoadTally>
        var isArriving = true
    }

    init(
        on loop: any EventLoop, to target: LoadTarget, work: LoadWork, portion: Portion, board: ProgressBoard,
        checker: AnswerChecker
    ) {
        self.loop = loop
        self.target = target
        self.work = work
        self.portion = portion
        self.board = board
        self.checker = checker
    }

    // MARK: Connections

    /// Opens connections, and keeps as many open from then on.
    func open(_ count: Int) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        allOpen = promise
        wanted = count
        untried = count
        for _ in 0..<Self.openedAtOnce { openNext() }
        if count == 0 { promise.succeed() }
        return promise.futureResult
    }

    private func openNext() {
        guard untried > 0 else { return }
        untried -= 1
        opening += 1
        let connection: any LoadConnection & ChannelHandler =
            switch target.version {
            case .http1: HTTP1Connection(owner: self)
            case .http2: HTTP2Connection(owner: self, capacity: target.streams)
            }
        connections[ObjectIdentifier(connection)] = connection
        let (target, handler) = (target, NIOLoopBound(connection, eventLoop: loop))
        let connecting = ClientBootstrap(group: loop)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(try target.makeTLSHandler())
                    if target.version == .http2 { try pipeline.addHandler(HTTP2Connection.makeFraming()) }
                    try pipeline.addHandler(handler.value)
                }
            }
            .connect(to: target.address)
        connecting.assumeIsolated().whenFailure { self.closed(connection, because: $0) }
    }

    /// Closes everything.
    func close() {
        wanted = 0
        untried = 0
        for connection in connections.values { _ = connection.abandon() }
    }

    /// Opens connections anew that were not used for long. Once a second.
    private func refresh() {
        let now = NIODeadline.now()
        for connection in idle where connection.isOpen && now - connection.lastUse > Self.longestIdle {
            // Streams that are free while others of the connection are not leave it alone: it is in use.
            _ = connection.capacity == 1 ? connection.abandon() : []
        }
        idle.removeAll { !$0.isOpen }
    }

    // MARK: Turns

    /// Begins errands until the count or the time is over, and waits for their answers.
    func run(
        _ source: ErrandSource, schedule: ArrivalSchedule?, from start: NIODeadline, until end: NIODeadline,
        patience: TimeAmount, interval: TimeAmount? = nil, useful: TimeAmount? = nil
    ) -> EventLoopFuture<LoadTally> {
        let promise = loop.makePromise(of: LoadTally.self)
        turn = Turn(
            source: source, schedule: schedule, start: start, end: end, interval: interval, useful: useful,
            done: promise)
        tally = LoadTally()
        turns += 1
        let number = turns
        let loop = loop.assumeIsolated()
        loop.scheduleTask(deadline: start) { schedule == nil ? self.beginOnAll() : self.arrive() }
        if schedule == nil { loop.scheduleTask(deadline: end) { if self.turns == number { self.stopArriving() } } }
        loop.scheduleTask(deadline: end + patience) { if self.turns == number { self.giveUp() } }
        watch(number)
        return promise.futureResult
    }

    /// Begins nothing more. Where answers are of use for a while only, what still waits for a connection is given up: it
    /// would count as answered in the time of the load, and be answered after it.
    func stopArriving() {
        turn?.isArriving = false
        if turn?.useful != nil {
            giveUp(Array(waiting))
            waiting.removeAll()
        }
        finishWhereDone()
    }

    /// Counts what is still under way as unanswered, and ends the turn.
    func giveUp() {
        guard turn != nil else { return }
        turn?.isArriving = false
        giveUp(Array(waiting) + connections.values.flatMap { $0.abandon() })
        waiting.removeAll()
        finishWhereDone()
    }

    private func giveUp(_ errands: [Errand]) {
        let now = NIODeadline.now()
        for errand in errands {
            outstanding -= 1
            tally.unanswered += 1
            // What was waited in vain is the least that it would have taken.
            time(errand, until: now)
        }
    }

    /// Places again what polls are to find. No part of what is measured.
    func place(_ numbers: [Int]) {
        let now = NIODeadline.now()
        for number in numbers { begin(Errand(.placement(number), intended: now)) }
    }

    private func watch(_ number: Int) {
        guard turn != nil, turns == number else { return }
        board.put(LoadProgress(tally, waiting: outstanding), for: portion.number)
        refresh()
        loop.assumeIsolated().scheduleTask(in: .milliseconds(500)) { self.watch(number) }
    }

    /// An open loop: begins all errands whose time has come, and looks again when the next one's does.
    private func arrive() {
        guard let schedule = turn?.schedule else { return }
        while turn?.isArriving == true, let given = turn?.source.given {
            let due = schedule.beginning(of: given)
            let now = NIODeadline.now()
            guard due <= now else {
                let next = max(due, now + Self.shortestWait)
                loop.assumeIsolated().scheduleTask(deadline: next) { self.arrive() }
                return
            }
            guard let errand = turn?.source.errand(at: due) else { return stopArriving() }
            tally.begun += 1
            begin(errand)
        }
    }

    /// A closed loop: begins an errand on every connection that has room.
    private func beginOnAll() {
        let free = idle
        idle.removeAll()
        for connection in free { giveWork(connection) }
    }

    private func begin(_ errand: Errand) {
        outstanding += 1
        while let connection = idle.popFirst() {
            guard connection.isOpen else { continue }
            return send(errand, on: connection)
        }
        waiting.append(errand)
        dropWhatIsOfNoUse()
    }

    /// Gives up what has waited for a connection for longer than its answer would be of use.
    private func dropWhatIsOfNoUse() {
        guard let useful = turn?.useful else { return }
        let now = NIODeadline.now()
        while let oldest = waiting.first, now - oldest.intended > useful {
            waiting.removeFirst()
            giveUp([oldest])
        }
    }

    private func nextWaiting() -> Errand? {
        guard turn?.useful != nil else { return waiting.popFirst() }
        dropWhatIsOfNoUse()
        return waiting.popLast()
    }

    private func send(_ errand: Errand, on connection: any LoadConnection) {
        var errand = errand
        switch errand.step {
        case .findingPoll, .follow:
            errand.isKept = followed % work.checkedOneIn == 0
            followed += 1
        default: break
        }
        connection.send(work.request(for: errand.step), for: errand)
    }

    /// A connection has room: what waits comes first.
    private func giveWork(_ connection: any LoadConnection) {
        guard connection.isOpen else { return finishWhereDone() }
        if let errand = nextWaiting() { return send(errand, on: connection) }
        if let turn, turn.isArriving, turn.schedule == nil {
            if let errand = self.turn?.source.errand(at: .now()) {
                tally.begun += 1
                outstanding += 1
                return send(errand, on: connection)
            }
            idle.append(connection)
            return stopArriving()
        }
        idle.append(connection)
        finishWhereDone()
    }

    private func finishWhereDone() {
        guard let turn, !turn.isArriving, outstanding == 0 else { return }
        self.turn = nil
        board.put(LoadProgress(tally, waiting: 0), for: portion.number)
        turn.done.succeed(tally)
    }

    private func time(_ errand: Errand, until now: NIODeadline) {
        switch errand.step {
        case .placement: break
        case .store: tally.recordStore(now - errand.intended, in: interval(of: errand))
        case .blankPoll, .findingPoll, .follow: tally.recordPoll(now - errand.intended, in: interval(of: errand))
        }
    }

    /// The stretch of the run that an errand should have begun in, where they are told apart.
    private func interval(of errand: Errand) -> Int? {
        guard let turn, let interval = turn.interval else { return nil }
        return Int(max(0, (errand.intended - turn.start).nanoseconds) / interval.nanoseconds)
    }
}

extension LoadDriver: LoadConnectionOwner {
    func opened(_ connection: any LoadConnection) {
        opening -= 1
        openNext()
        if untried == 0, opening == 0, let promise = allOpen {
            allOpen = nil
            promise.succeed()
        }
        for _ in 0..<connection.capacity { giveWork(connection) }
    }

    func answered(
        _ errand: Errand, status: Int, byteCount: Int, body: ByteBuffer?, by connection: any LoadConnection
    ) {
        let now = NIODeadline.now()
        outstanding -= 1
        time(errand, until: now)
        tally.byteCount += byteCount
        countWhereInTime(errand, status: status, at: now)
        if case .placement = errand.step {} else { tally.lastAnswer = now }
        if let next = next(after: errand, status: status, body: body, at: now) {
            guard connection.isOpen else { return begin(next) }
            outstanding += 1
            return send(next, on: connection)
        }
        giveWork(connection)
    }

    private func countWhereInTime(_ errand: Errand, status: Int, at now: NIODeadline) {
        guard let useful = turn?.useful, now - errand.intended <= useful else { return }
        switch errand.step {
        case .placement: break
        case .store: if status == 201 { tally.inTime += 1 }
        case .blankPoll, .findingPoll, .follow: if status == 200 { tally.inTime += 1 }
        }
    }

    /// Counts an answer. After the store of a call comes its first poll, and then the others.
    private func next(after errand: Errand, status: Int, body: ByteBuffer?, at now: NIODeadline) -> Errand? {
        switch errand.step {
        case .placement:
            if status != 201 { tally.misplaced += 1 }
        case .store(let number):
            tally.storeStatuses[status, default: 0] += 1
            guard work.kind == .calls, status == 201 else { return nil }
            return Errand(
                .follow(poll: work.stores[number].poll, left: work.pollsPerCall - 1), intended: now,
                call: errand.intended)
        case .blankPoll:
            tally.pollStatuses[status, default: 0] += 1
        case .findingPoll(let poll):
            tally.pollStatuses[status, default: 0] += 1
            if status == 200, let body { checker.check(body, for: work.findingPolls[poll].expected) }
        case .follow(let poll, let left):
            tally.pollStatuses[status, default: 0] += 1
            if status == 200, let body { checker.check(body, for: work.findingPolls[poll].expected) }
            guard left == 0 else {
                return Errand(.follow(poll: poll, left: left - 1), intended: now, call: errand.call)
            }
            tally.calls.record(now - errand.call)
        }
        return nil
    }

    func hasRoom(_ connection: any LoadConnection) {
        giveWork(connection)
    }

    func lost(_ errand: Errand) {
        outstanding -= 1
        if case .placement = errand.step { tally.misplaced += 1 } else { tally.lost += 1 }
        finishWhereDone()
    }

    func closed(_ connection: any LoadConnection, because reason: (any Error)?) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        lastFailure = reason
        if let promise = allOpen {
            allOpen = nil
            wanted = 0
            untried = 0
            return promise.fail(reason ?? ChannelError.eof)
        }
        guard wanted > connections.count else { return }
        tally.reopened += 1
        loop.assumeIsolated().scheduleTask(in: Self.pauseBeforeReopening) {
            guard self.wanted > self.connections.count else { return }
            self.untried += 1
            self.openNext()
        }
    }
}
