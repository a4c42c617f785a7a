import CallPlacement
import CoreMetrics

/// What is counted of the writer's work.
struct StorageMetrics: Sendable {
    /// How many requests share a commit.
    private let groupSizes: Recorder
    /// How long a group takes.
    private let durations: CoreMetrics.Timer
    private let full: Counter
    private let failed: Counter

    /// Makes the handles.
    init(_ factory: any MetricsFactory) {
        func failures(_ reason: String) -> Counter {
            Counter(label: "cps_storage_failures_total", dimensions: [("reason", reason)], factory: factory)
        }
        groupSizes = Recorder(label: "cps_commit_requests", dimensions: [], aggregate: true, factory: factory)
        durations = Timer(label: "cps_commit_duration_seconds", factory: factory)
        full = failures("full")
        failed = failures("failed")
    }

    /// Counts a group that the writer was handed at a moment, and is done with.
    func countGroup(of size: Int, since start: ContinuousClock.Instant) {
        groupSizes.record(size)
        durations.recordNanoseconds(start.duration(to: .now).wholeNanoseconds)
    }

    /// Counts something that could not be written.
    func count(_ error: StoreError) {
        if error.isFull { full.increment() } else { failed.increment() }
    }
}
