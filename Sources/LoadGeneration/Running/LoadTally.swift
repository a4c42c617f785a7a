internal import Histogram
internal import NIOCore

/// What one thread, or all together, counted and timed.
struct LoadTally: Sendable {
    /// Microseconds, from when a request should have begun.
    struct Latencies: Sendable {
        private static let longest: UInt64 = 3_600_000_000
        private(set) var histogram = Histogram<UInt64>(highestTrackableValue: longest)

        mutating func record(_ time: TimeAmount) {
            _ = histogram.record(min(UInt64(max(0, time.nanoseconds / 1000)), Self.longest))
        }

        mutating func add(_ other: Self) {
            histogram.add(other.histogram)
        }
    }

    /// Requests that should have begun in one stretch of a run.
    struct Interval: Sendable {
        var stores = Latencies()
        var polls = Latencies()
    }

    var stores = Latencies()
    var polls = Latencies()
    /// The same, stretch by stretch, where that is asked for.
    private(set) var intervals: [Interval] = []
    var calls = Latencies()
    /// Answers to stores and polls, by status.
    var storeStatuses: [Int: Int] = [:]
    var pollStatuses: [Int: Int] = [:]
    /// Requests whose connection failed under them.
    var lost = 0
    /// Requests that had no answer when the run gave up waiting.
    var unanswered = 0
    /// Stores beside what was measured that were not answered 201.
    var misplaced = 0
    /// Good answers that came while they were of use, where that is asked for.
    var inTime = 0
    /// Errands that were begun.
    var begun = 0
    /// Bytes of bodies that came.
    var byteCount = 0
    /// Connections that had to be opened anew.
    var reopened = 0
    var lastAnswer: NIODeadline?

    /// Answers of all kinds.
    var answered: Int { storeStatuses.values.reduce(0, +) + pollStatuses.values.reduce(0, +) }

    /// Times a store, also in the stretch that it should have begun in.
    mutating func recordStore(_ time: TimeAmount, in interval: Int?) {
        stores.record(time)
        guard let interval else { return }
        makeIntervals(interval + 1)
        intervals[interval].stores.record(time)
    }

    /// Times a poll, also in the stretch that it should have begun in.
    mutating func recordPoll(_ time: TimeAmount, in interval: Int?) {
        polls.record(time)
        guard let interval else { return }
        makeIntervals(interval + 1)
        intervals[interval].polls.record(time)
    }

    private mutating func makeIntervals(_ count: Int) {
        while intervals.count < count { intervals.append(Interval()) }
    }

    mutating func add(_ other: Self) {
        makeIntervals(other.intervals.count)
        for (number, interval) in other.intervals.enumerated() {
            intervals[number].stores.add(interval.stores)
            intervals[number].polls.add(interval.polls)
        }
        stores.add(other.stores)
        polls.add(other.polls)
        calls.add(other.calls)
        storeStatuses.merge(other.storeStatuses, uniquingKeysWith: +)
        pollStatuses.merge(other.pollStatuses, uniquingKeysWith: +)
        lost += other.lost
        unanswered += other.unanswered
        misplaced += other.misplaced
        begun += other.begun
        inTime += other.inTime
        byteCount += other.byteCount
        reopened += other.reopened
        lastAnswer = [lastAnswer, other.lastAnswer].compactMap { $0 }.max()
    }
}
