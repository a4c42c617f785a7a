internal import Histogram

/// Latencies in milliseconds.
package struct LatencySummary: Hashable, Sendable, Codable {
    /// How many were measured.
    package let count: Int
    package let least: Double
    package let mean: Double
    package let p50: Double
    package let p90: Double
    package let p99: Double
    package let p999: Double
    package let max: Double

    /// The summary of some latencies; `nil` where there are none.
    init?(_ latencies: LoadTally.Latencies) {
        let histogram = latencies.histogram
        guard histogram.totalCount > 0 else { return nil }
        func milliseconds(_ microseconds: Double) -> Double { (microseconds / 10).rounded() / 100 }
        func at(_ percentile: Double) -> Double { milliseconds(Double(histogram.valueAtPercentile(percentile))) }
        count = Int(histogram.totalCount)
        least = milliseconds(Double(histogram.min))
        mean = milliseconds(histogram.mean)
        (p50, p90, p99, p999) = (at(50), at(90), at(99), at(99.9))
        max = milliseconds(Double(histogram.max))
    }

    private init(_ other: Self, less delay: Double) {
        func beyond(_ value: Double) -> Double { Swift.max(0, ((value - delay) * 100).rounded() / 100) }
        count = other.count
        (least, mean) = (beyond(other.least), beyond(other.mean))
        (p50, p90, p99, p999) = (beyond(other.p50), beyond(other.p90), beyond(other.p99), beyond(other.p999))
        max = beyond(other.max)
    }

    /// What is beyond the least one. A service holds every answer back until its time has come; a client is not
    /// told for how long, but never sees less than that.
    package var beyondLeast: Self { Self(self, less: least) }
}
