internal import CoreMetrics
internal import Synchronization

/// Where a counter's value is kept.
final class CounterCell: CounterHandler {
    private let count = Atomic<Int64>(0)

    /// The value now.
    var value: Int64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }
}
