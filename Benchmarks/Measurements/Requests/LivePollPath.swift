internal import Figures
internal import LoadGeneration

/// Polls that should find eight recipients' PASSporTs.
///
/// Asked for more than it can encrypt in time, the service answers in time and without them, so that how many answers
/// it gives says little. What counts is the highest rate at which they are delivered.
struct LivePollPath {
    let pair: RequestPair

    func measured() async throws -> Measured {
        var order = LoadOrder(.polls, RequestTurns.closed(Self.turn))
        order.prefixDigits = 2
        let blank = try await pair.work(for: order)
        (order.finding, order.livePrefixes, order.livePerPrefix) = (1, 16, 8)
        // One recipient of an answer tells whether it was delivered: opening for all would be most of the load.
        (order.checkedOneIn, order.checkedRecipients) = (32, 1)
        var work = try await pair.work(for: order)
        var bare = [try await pair.bare(blank, order.load)]
        let placing = ContinuousClock.now
        let closed = try await pair.service(work, order.load)
        // What was placed for the first turn is there for the others.
        work.placements = []
        let found = try await DeliverySearch(name: "polls", refinements: 3).highest(below: closed) { rate in
            var turn = work
            // As many answers are opened at any rate, so that one that is missing weighs the same.
            turn.checkedOneIn = max(1, Int(rate * Self.turn.seconds) / Self.openedAnswers)
            return try await pair.service(turn, RequestTurns.open(rate, Self.turn), isComplete: false)
        }
        guard placing.duration(to: .now) < Self.lifetime else {
            throw LoadError("the turns took longer than what was placed for them is kept")
        }
        bare.append(try await pair.bare(blank, order.load))
        bare.append(try await pair.bare(blank, order.load))
        let bareRate = Comparison.median(bare.map(\.perSecond))
        return Measured(
            "polls over TLS, HTTP/1.1, 16 entries, 8 recipients live, as many as are delivered",
            against: "\(RequestTurns.library) that returns as many ready bytes", .atLeast(0.5),
            ratio: found.perSecond / bareRate,
            details: [
                "the highest rate of an open loop at which 99 % of the recipients looked for are in the opened answers: "
                    + "\(Wording.number(found.perSecond.rounded()))/s",
                RequestTurns.rate(of: bare, as: "bare"),
                "as fast as it goes, \(Wording.number(closed.perSecond / bareRate)) of the bare server are answered",
                "the service keeps answers back until \(Wording.number(try pair.statedDelay())) ms have passed",
            ] + found.told)
    }

    private static let turn = Duration.seconds(2)
    private static let openedAnswers = 200
    /// Somewhat less than the service keeps a PASSporT.
    private static let lifetime = Duration.seconds(55)
}
