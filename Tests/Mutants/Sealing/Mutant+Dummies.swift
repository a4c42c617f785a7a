internal import Adversaries
internal import CallPlacement
internal import Crypto
internal import Foundation
internal import Sealing
internal import Synchronization

extension Mutant {
    /// Dummies that are no fresh random bytes.
    static let dummies = [countedDummies, reusedDummyKey, dummiesByPrefix, skewedDummies]

    static let countedDummies = sealing(
        "dummies-from-a-counter", "dummies are the numbers of a counter", breaks: [.randomToTheEye, .randomToALearner]
    ) { sealer in
        let counter = Counter()
        sealer.dummies = { count in
            let numbers = (0..<count / 8 + 1).map { _ in counter.next().bigEndian }
            return unsafe numbers.withUnsafeBytes { unsafe Array($0.prefix(count)) }
        }
    }

    static let reusedDummyKey = sealing(
        "dummy-key-reused", "the dummies of every batch are the same keystream", breaks: [.fresh, .noIntersection]
    ) { sealer in
        let key = SymmetricKey(size: .bits256)
        sealer.dummies = { BreakableSealer.keystream(key, $0) }
    }

    static let dummiesByPrefix = Mutant(
        "dummies-by-prefix", "dummies are derived from the prefix that is asked for", breaks: [.fresh, .noIntersection]
    ) { service, parts in
        service.retrieval = SealedByPrefix(parts: parts, honest: service.retrieval) { prefix in
            var sealer = BreakableSealer(size: parts.policy.sealedSize)
            let key = SymmetricKey(data: SHA256.hash(data: parts.handleKey + Array(prefix.hex.utf8)))
            sealer.dummies = { BreakableSealer.keystream(key, $0) }
            return sealer
        }
    }

    static let skewedDummies = sealing(
        "dummies-one-bit-short", "one bit in the middle of every dummy is never set", breaks: [.randomToTheEye]
    ) { sealer in
        sealer.dummies = { count in
            var bytes = BreakableSealer.randomBytes(count)
            for place in stride(from: 1000, to: count, by: 2072) { bytes[place] &= 0xfb }
            return bytes
        }
    }
}

/// Counts up.
private final class Counter: Sendable {
    private let number = Atomic<UInt64>(0)

    func next() -> UInt64 { number.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// Makes each batch with a sealer of the prefix's own.
private struct SealedByPrefix: Retrieving {
    let parts: ServiceParts
    let honest: any Retrieving
    let sealer: @Sendable (IndexPrefix) -> any BatchMaking

    func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8] {
        try await RetrievalService(parts, sealer: sealer(prefix)).batch(
            under: prefix, entries: entries, arrival: arrival)
    }

    func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String] {
        try await honest.links(under: prefix, entries: entries, arrival: arrival)
    }

    func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8] {
        try await honest.batch(following: handle, under: prefix, arrival: arrival)
    }
}
