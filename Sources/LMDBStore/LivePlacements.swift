import CallPlacement
import Sealing

/// What an open storage keeps under its lock: the index of what lives, and the generator that samples it.
struct LivePlacements {
    var index: LiveIndex
    var generator: any RandomNumberGenerator & Sendable

    /// A uniformly random choice of what lives under a prefix.
    mutating func sample(_ prefix: IndexPrefix, atMost count: Int) -> [PlacementReference] {
        Self.sample(index, prefix, count, using: &generator)
    }

    /// Opens the generator once for a whole sample.
    private static func sample(
        _ index: borrowing LiveIndex, _ prefix: IndexPrefix, _ count: Int,
        using generator: inout some RandomNumberGenerator
    ) -> [PlacementReference] {
        index.sample(prefix, atMost: count, using: &generator)
    }
}
