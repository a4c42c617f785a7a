internal import Foundation
internal import Histogram
internal import NIOCore

/// What a run measured.
package struct LoadReport: Hashable, Sendable, Codable {
    /// Latencies of what should have begun in one stretch of a run.
    package struct Interval: Hashable, Sendable, Codable {
        package let stores: LatencySummary?
        package let polls: LatencySummary?
    }

    /// `stores`, `polls` or `calls`.
    package let kind: LoadKind
    /// `open` (begun at a rate, whatever comes back) or `closed` (as fast as the connections allow).
    package let loop: String
    package let http: HTTPVersion
    package let connections: Int
    package let entries: Int
    /// From the first beginning to the last answer.
    package let seconds: Double
    /// Errands that were begun: polls, stores, or calls.
    package let begun: Int
    /// Errands a second as they were wanted; nothing in a closed loop.
    package let offeredPerSecond: Double?
    /// Errands a second that were answered to their end.
    package let achievedPerSecond: Double
    /// Good answers a second that came while they were of use, over the time in which errands were begun; nothing
    /// where no such time was given.
    package let usefulPerSecond: Double?
    /// Bytes of bodies a second that came.
    package let bytesPerSecond: Double
    package let stores: LatencySummary?
    package let polls: LatencySummary?
    /// From the moment a store should have begun until the last of its polls is answered.
    package let calls: LatencySummary?
    /// ``polls`` less the least of them, which holds the release delay of the service.
    package let pollsBeyondLeast: LatencySummary?
    /// The same for each stretch of the run, where they are told apart.
    package let intervals: [Interval]
    /// How long a stretch is.
    package let intervalSeconds: Double?
    package let storeStatuses: [String: Int]
    package let pollStatuses: [String: Int]
    /// Requests whose connection failed under them.
    package let lost: Int
    /// Requests that were not answered before the run gave up waiting.
    package let unanswered: Int
    /// Connections that had to be opened anew.
    package let reopened: Int
    /// Stores for polls to find, beside what was measured, that were not taken.
    package let misplaced: Int
    /// Answers that were opened to see whether they hold what they should.
    package let checkedAnswers: Int
    /// Recipients that were looked for in them.
    package let soughtRecipients: Int
    /// Recipients that were found.
    package let foundRecipients: Int
    package let isInterrupted: Bool

    init(
        _ tally: LoadTally, delivery: AnswerChecker.Delivery, of work: LoadWork, load: OfferedLoad,
        version: HTTPVersion, from start: NIODeadline, isInterrupted: Bool
    ) {
        kind = work.kind
        loop = load.arrivalsPerSecond == nil ? "closed" : "open"
        http = version
        connections = load.connections
        entries = work.entries
        let seconds = max(1e-9, Double(((tally.lastAnswer ?? start) - start).nanoseconds) / 1e9)
        self.seconds = seconds
        begun = tally.begun
        offeredPerSecond = load.arrivalsPerSecond
        stores = LatencySummary(tally.stores)
        polls = LatencySummary(tally.polls)
        calls = LatencySummary(tally.calls)
        pollsBeyondLeast = polls?.beyondLeast
        intervals = tally.intervals.map {
            Interval(stores: LatencySummary($0.stores), polls: LatencySummary($0.polls))
        }
        intervalSeconds = load.interval?.seconds
        let good =
            switch work.kind {
            case .stores: tally.storeStatuses[201] ?? 0
            case .polls: tally.pollStatuses[200] ?? 0
            case .calls: Int(tally.calls.histogram.totalCount)
            }
        achievedPerSecond = Double(good) / seconds
        usefulPerSecond = load.patience.map { _ in
            Double(tally.inTime) / Self.span(of: load, answeredFor: seconds, isInterrupted)
        }
        bytesPerSecond = Double(tally.byteCount) / seconds
        storeStatuses = Self.named(tally.storeStatuses)
        pollStatuses = Self.named(tally.pollStatuses)
        lost = tally.lost
        unanswered = tally.unanswered
        reopened = tally.reopened
        misplaced = tally.misplaced
        checkedAnswers = delivery.answers
        soughtRecipients = delivery.recipients
        foundRecipients = delivery.found
        self.isInterrupted = isInterrupted
    }

    /// The seconds in which a load asks. Where a rate is offered, they are the load's: who stops answering half-way does not
    /// make them fewer.
    private static func span(of load: OfferedLoad, answeredFor seconds: Double, _ isInterrupted: Bool) -> Double {
        guard let rate = load.arrivalsPerSecond, !isInterrupted else { return min(seconds, load.duration.seconds) }
        return min(load.duration.seconds, Double(load.count) / rate)
    }

    private static func named(_ statuses: [Int: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: statuses.map { ("\($0.key)", $0.value) })
    }

    /// Answers that were not the good one: 201 for a store, 200 for a poll.
    package var refused: Int {
        storeStatuses.filter { $0.key != "201" }.values.reduce(0, +)
            + pollStatuses.filter { $0.key != "200" }.values.reduce(0, +) + misplaced
    }

    /// Recipients that were not found.
    package var missed: Int { soughtRecipients - foundRecipients }

    /// One line of JSON, its keys in order.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
