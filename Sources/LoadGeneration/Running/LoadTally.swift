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

    var stores = Latencies()
    var polls = Latencies()
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
    /// Errands that were begun.
    var begun = 0
    /// Bytes of bodies that came.
    var byteCount = 0
    /// Connections that had to be opened anew.
    var reopened = 0
    var lastAnswer: NIODeadline?

    /// Answers of all kinds.
    var answered: Int { storeStatuses.values.reduce(0, +) + pollStatuses.values.reduce(0, +) }

    mutating func add(_ other: Self) {
        stores.add(other.stores)
        polls.add(other.polls)
        calls.add(other.calls)
        storeStatuses.merge(other.storeStatuses, uniquingKeysWith: +)
        pollStatuses.merge(other.pollStatuses, uniquingKeysWith: +)
        lost += other.lost
        unanswered += other.unanswered
        misplaced += other.misplaced
        begun += other.begun
        byteCount += other.byteCount
        reopened += other.reopened
        lastAnswer = [lastAnswer, other.lastAnswer].compactMap { $0 }.max()
    }
}
