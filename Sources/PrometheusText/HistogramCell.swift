internal import CoreMetrics
internal import Synchronization

/// Where a histogram's counts are kept.
///
/// A value is counted in one place, with two additions and no lock; the running totals that the text shows are made
/// when it is written.
final class HistogramCell: TimerHandler, RecorderHandler {
    /// What has been recorded so far.
    struct Content {
        /// How many values were in each bucket, and last of all above them.
        var counts: [Int]
        /// The sum of all values, as they were recorded.
        var sum: Int64
    }

    let buckets: Buckets
    /// Where there are fewer, the rest hold the highest number that there is, so that every search ends.
    private let bounds: InlineArray<16, Int64>
    private let counts = InlineArray<16, Atomic<Int>> { _ in Atomic(0) }
    private let sum = Atomic<Int64>(0)

    init(_ buckets: Buckets) {
        self.buckets = buckets
        bounds = InlineArray { $0 < buckets.bounds.count ? buckets.bounds[$0] : .max }
    }

    /// What is there now. While others record, the sum may be a value ahead of the counts, or behind.
    var content: Content {
        Content(
            counts: (0...buckets.bounds.count).map { counts[$0].load(ordering: .relaxed) },
            sum: sum.load(ordering: .relaxed))
    }

    func record(_ value: Int64) {
        var place = 0
        while value > bounds[place] { place += 1 }
        counts[place].wrappingAdd(1, ordering: .relaxed)
        sum.wrappingAdd(value, ordering: .relaxed)
    }

    func record(_ value: Double) {
        record(Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max))
    }

    func recordNanoseconds(_ duration: Int64) { record(duration) }
}
