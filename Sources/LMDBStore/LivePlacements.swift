import CallPlacement
import Sealing

/// What an open storage keeps under its lock: the index of what lives and what has been used for it, and the generator
/// that samples it.
struct LivePlacements {
    private(set) var index: LiveIndex
    private(set) var uses: LiveUses
    private var generator: any RandomNumberGenerator & Sendable

    /// What a storage finds when it is opened.
    ///
    /// - Parameter capacity: for how many placements to make room from the start.
    init(
        _ living: [LivingPlacement], pendingMaximum: Int, capacity: Int,
        generator: any RandomNumberGenerator & Sendable
    ) {
        index = LiveIndex(living.map(\.entry), pendingMaximum: pendingMaximum, capacity: capacity)
        uses = LiveUses(capacity: max(capacity, living.count))
        for placement in living {
            uses.insert(placement.entry.id, digest: placement.digest, under: placement.useKey)
        }
        self.generator = generator
    }

    /// Adds the newest placement.
    mutating func insert(
        _ index: PlacementIndex, id: PlacementID, digest: RequestDigest, useKey: UseKey, expiry: BootInstant
    ) {
        self.index.insert(index, id: id, expiry: expiry)
        uses.insert(id, digest: digest, under: useKey)
    }

    /// Removes every placement whose expiry is not after `now`.
    mutating func expire(upTo now: BootInstant) {
        if let last = index.expire(upTo: now).last { uses.remove(through: last) }
    }

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

/// A placement that lives, as opening a storage finds it.
struct LivingPlacement {
    var entry: LiveIndex.Entry
    var useKey: UseKey
    var digest: RequestDigest
}
