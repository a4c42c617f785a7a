import Sealing

extension PlacementTreap {
    /// The positions, in order of (index, identifier), of the placements whose index lies between two others,
    /// both included.
    func ranks(from lowest: PlacementIndex, through highest: PlacementIndex) -> Range<Int> {
        let (first, last) = (Self.bucket(of: lowest), Self.bucket(of: highest))
        let lower = counts.count(before: first) + rank(in: first) { $0.index < lowest }
        let upper = counts.count(before: last) + rank(in: last) { $0.index <= highest }
        return lower..<max(lower, upper)
    }

    /// How many placements have an index.
    func count(of index: PlacementIndex) -> Int {
        let bucket = Self.bucket(of: index)
        return rank(in: bucket) { $0.index <= index } - rank(in: bucket) { $0.index < index }
    }

    /// The slot of the placement with so many others below it; `rank` must be less than ``count``.
    func slot(atRank rank: Int) -> Slot {
        let found = counts.find(rank: rank)
        var rank = found.rest
        var place = roots[found.bucket]
        while true {
            let below = size(of: nodes[Int(place)].left)
            if rank == below { return place }
            if rank < below {
                place = nodes[Int(place)].left
            } else {
                rank -= below + 1
                place = nodes[Int(place)].right
            }
        }
    }

    /// How many keys of a tree come before a border: `isBefore` answers `true` up to it and `false` after.
    private func rank(in bucket: Int, of isBefore: (PlacementKey) -> Bool) -> Int {
        var rank = 0
        var place = roots[bucket]
        while place != Self.none {
            if isBefore(nodes[Int(place)].key) {
                rank += 1 + size(of: nodes[Int(place)].left)
                place = nodes[Int(place)].right
            } else {
                place = nodes[Int(place)].left
            }
        }
        return rank
    }
}
