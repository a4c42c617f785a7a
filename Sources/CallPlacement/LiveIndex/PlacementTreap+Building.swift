extension PlacementTreap {
    /// A tree of many placements at once; the one at place `n` gets slot `n`.
    ///
    /// Sorting them first costs a fraction of inserting one after the other, since it goes through memory in order.
    init(_ placements: [LiveIndex.Entry], capacity: Int) {
        self.init(capacity: max(capacity, placements.count))
        // Two priorities from each number of the generator, which is a call of the kernel.
        var generator = SystemRandomNumberGenerator()
        var random: UInt64 = 0
        for (place, placement) in placements.enumerated() {
            random = place.isMultiple(of: 2) ? generator.next() : random >> 32
            append(placement.key, expiry: placement.expiry, priority: UInt32(truncatingIfNeeded: random))
        }
        // In order of key, every newcomer is the rightmost of all: it goes below the last node of the right edge
        // whose priority is higher, and takes what was below that one as its left.
        var edge: [Slot] = []
        for slot in placements.indices.sorted(by: { placements[$0].key < placements[$1].key }).map(Slot.init) {
            var left = Self.none
            while let last = edge.last, nodes[Int(last)].priority < nodes[Int(slot)].priority {
                // Nothing will be added below this one any more.
                update(last)
                left = last
                edge.removeLast()
            }
            setLeft(of: slot, to: left)
            if let last = edge.last { setRight(of: last, to: slot) } else { setRoot(slot) }
            edge.append(slot)
        }
        while let last = edge.popLast() { update(last) }
    }
}
