import CallPlacement
import Sealing

/// What an open storage keeps under its lock: the index of what lives and what has been used for it, and the generator
/// that samples it.
struct LivePlacements {
    private(set) var index: LiveIndex
    private(set) var uses = LiveUses()
    private var generator: any RandomNumberGenerator & Sendable

    /// What a storage finds when it is opened.
    init(
        _ living: [LivingPlacement], pendingMaximum: Int, capacity: Int,
        generator: any RandomNumberGenerator & Sendable
    ) {
        index = LiveIndex(living.map(\.entry), pendingMaximum: pendingMaximum, capacity: capacity)
        for placement in living {
            uses.insert(.init(digest: placement.digest, id: placement.entry.id), under: placement.useKey)
        }
        self.generator = generator
    }

    /// Adds the newest placement.
    mutating func insert(_ request: PlacementRequest, id: PlacementID, useKey: UseKey, expiry: BootInstant) {
        index.insert(request.index, id: id, expiry: expiry)
        uses.insert(.init(digest: request.digest, id: id), under: useKey)
    }

    /// Removes every placement whose expiry is not after `now`.
    mutating func expire(upTo now: BootInstant) {
        for id in index.expire(upTo: now) { uses.remove(id) }
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
    var digest: [UInt8]
}
