internal import Synchronization

/// Lets a bounded number of requests be under way, and turns the rest away at once.
final class AdmissionGate: Sendable {
    private let limit: Int
    private let underWay = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Does the work; `nil` where as many as allowed are under way.
    func admit<Answer>(_ work: () async throws -> Answer) async rethrows -> Answer? {
        let entered = underWay.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard entered else { return nil }
        defer { underWay.withLock { $0 -= 1 } }
        return try await work()
    }
}
