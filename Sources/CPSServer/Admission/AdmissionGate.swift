internal import Synchronization

/// Lets a bounded number of requests be under way, and turns the rest away at once.
final class AdmissionGate: Sendable {
    private let limit: Int
    private let underWay = Mutex(0)
    /// Where it is shown what it does; `nil` where nobody looks.
    private let metrics: AdmissionMetrics?

    init(limit: Int, metrics: AdmissionMetrics? = nil) {
        self.limit = limit
        self.metrics = metrics
    }

    /// Does the work; `nil` where as many as allowed are under way.
    func admit<Answer>(_ work: () async throws -> Answer) async rethrows -> Answer? {
        let entered = underWay.withLock { count in
            guard count < limit else { return false }
            count += 1
            metrics?.show(underWay: count)
            return true
        }
        guard entered else {
            metrics?.countShed()
            return nil
        }
        defer {
            underWay.withLock { count in
                count -= 1
                metrics?.show(underWay: count)
            }
        }
        return try await work()
    }
}
