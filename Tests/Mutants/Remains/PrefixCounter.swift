internal import CallPlacement
internal import Sealing
internal import Synchronization

/// Counts how often each prefix is asked for, and forgets none.
final class PrefixCounter: Retrieving {
    private let inner: any Retrieving
    private let counts = Mutex<[String: Int]>([:])

    init(inner: any Retrieving) { self.inner = inner }

    func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8] {
        counts.withLock { $0[prefix.hex, default: 0] += 1 }
        return try await inner.batch(under: prefix, entries: entries, arrival: arrival)
    }

    func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String] {
        counts.withLock { $0[prefix.hex, default: 0] += 1 }
        return try await inner.links(under: prefix, entries: entries, arrival: arrival)
    }

    func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8] {
        try await inner.batch(following: handle, under: prefix, arrival: arrival)
    }
}
