import Sealing

/// What live placements are ordered by: the index, and among those of one index the identifier.
struct PlacementKey: Comparable, Sendable {
    /// The index it was placed under.
    var index: PlacementIndex
    /// The number of its ``PlacementID``.
    var id: UInt64

    static func < (left: Self, right: Self) -> Bool {
        left.index.words == right.index.words ? left.id < right.id : left.index.words < right.index.words
    }
}
