import Sealing

extension PlacementTreap {
    /// The positions, in order of (index, identifier), of the placements whose index lies between two others,
    /// both included.
    func ranks(from lowest: PlacementIndex, through highest: PlacementIndex) -> Range<Int> {
        let lower = rank { $0.index < lowest }
        return lower..<max(lower, rank { $0.index <= highest })
    }

    /// The slot of the placement with so many others below it; `rank` must be less than ``count``.
    func slot(atRank rank: Int) -> Slot {
        var rank = rank
        var place = root
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

    /// How many keys come before a border: `isBefore` answers `true` up to it and `false` after.
    private func rank(of isBefore: (PlacementKey) -> Bool) -> Int {
        var rank = 0
        var place = root
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
