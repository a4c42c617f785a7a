public import Sealing

/// What answers retrievals.
///
/// A seam between those who ask, over whatever protocol, and the service: what stands behind it decides what a
/// stranger can learn.
public protocol Retrieving: Sendable {
    /// A batch of what lives under a prefix.
    ///
    /// - Parameters:
    ///   - entries: a number that the deployment allows.
    ///   - arrival: when the request came; the answer is held until its time.
    /// - Returns: ``SealedSize/batchByteCount(entries:)`` bytes.
    func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8]

    /// As many links as entries were asked for, of dummies and of PASSporTs alike.
    func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String]

    /// What a link leads to: a batch of one entry, whatever the link.
    ///
    /// - Throws: ``MalformedHandle`` for what cannot be a link, without waiting.
    func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8]
}
