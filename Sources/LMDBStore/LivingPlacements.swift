import CallPlacement

/// Placements that live, as opening a storage finds them, in order of identifier.
struct LivingPlacements: Sendable {
    /// What the index knows of each.
    private(set) var entries: [LiveIndex.Entry] = []
    /// What is noted of the request that made each.
    private(set) var uses: [(key: UseKey, digest: RequestDigest)] = []

    /// Makes room for so many.
    mutating func reserve(_ count: Int) {
        entries.reserveCapacity(count)
        uses.reserveCapacity(count)
    }

    /// Adds one that is newer than all others.
    mutating func append(_ head: PlacementHead, id: PlacementID, end: BootInstant) {
        entries.append(LiveIndex.Entry(head.index, id: id, expiry: end))
        uses.append((head.useKey, head.digest))
    }
}
