extension PlacementTreap {
    /// Trees of many placements at once; the one at place `n` gets slot `n`.
    ///
    /// Dealing them out to their trees first costs a fraction of inserting one after the other, since it goes through
    /// memory in order.
    init(_ placements: [LiveIndex.Entry], capacity: Int) {
        self.init(capacity: max(capacity, placements.count))
        var sizes = [UInt32](repeating: 0, count: Self.bucketCount)
        for placement in placements {
            append(placement.key, expiry: placement.expiry)
            sizes[Self.bucket(of: placement.key.index)] += 1
        }
        setCounts(BucketCounts(sizes))
        var order = [Slot](repeating: 0, count: placements.count)
        var ends = [Int](repeating: 0, count: Self.bucketCount)
        var sum = 0
        for (bucket, size) in sizes.enumerated() {
            ends[bucket] = sum
            sum += Int(size)
        }
        for (place, placement) in placements.enumerated() {
            let bucket = Self.bucket(of: placement.key.index)
            order[ends[bucket]] = Slot(place)
            ends[bucket] += 1
        }
        var edge: [Slot] = []
        for (bucket, size) in sizes.enumerated() where size > 0 {
            let part = ends[bucket] - Int(size)..<ends[bucket]
            guard size > 1 else {
                // A leaf is a tree as it was made.
                setRoot(of: bucket, to: order[part.lowerBound])
                continue
            }
            order[part].sort { placements[Int($0)].key < placements[Int($1)].key }
            build(bucket, of: order[part], edge: &edge)
        }
    }

    /// Builds a tree of slots in order of key: every newcomer is the rightmost of all, and goes below the last node of
    /// the right edge whose priority is higher, and takes what was below that one as its left.
    ///
    /// - Parameter edge: an empty array, which is empty again afterwards: its memory serves every tree.
    private mutating func build(_ bucket: Int, of slots: ArraySlice<Slot>, edge: inout [Slot]) {
        for slot in slots {
            var left = Self.none
            while let last = edge.last, nodes[Int(last)].priority < nodes[Int(slot)].priority {
                // Nothing will be added below this one any more.
                update(last)
                left = last
                edge.removeLast()
            }
            setLeft(of: slot, to: left)
            if let last = edge.last { setRight(of: last, to: slot) } else { setRoot(of: bucket, to: slot) }
            edge.append(slot)
        }
        while let last = edge.popLast() { update(last) }
    }
}
