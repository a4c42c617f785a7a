internal import CoreMetrics

/// Shows how many requests are under way, and counts those that were turned away.
struct AdmissionMetrics: Sendable {
    private let underWay: Meter
    private let limit: Meter
    private let shed: Counter

    /// Makes the handles of a listener.
    init(_ listener: ListenerError.Name, _ factory: any MetricsFactory) {
        let dimensions = [("listener", listener.rawValue)]
        underWay = Meter(label: "cps_requests_under_way", dimensions: dimensions, factory: factory)
        shed = Counter(label: "cps_requests_shed_total", dimensions: dimensions, factory: factory)
        limit = Meter(label: "cps_requests_under_way_limit", dimensions: dimensions, factory: factory)
    }

    /// Shows how many requests are being worked on, and how many may be.
    func show(underWay count: Int, limit most: Int) {
        underWay.set(count)
        limit.set(most)
    }

    /// Counts a request that was turned away since as many as allowed were being worked on.
    func countShed() { shed.increment() }
}
