import CallPlacement

/// Which live placements each token has made for each index, in memory alone: there is nothing in a file that
/// somebody who knows a token and an index could compare.
///
/// Entries lie in one array and name each other by position (a *slot*): 64 bytes a placement, one cache line, and four
/// to eight for the table that finds them. What is forgotten is overwritten at once, and its slot used again. Growing
/// copies everything, so the array and the table have room from the start for as many as there can be.
struct LiveUses {
    private typealias Slot = UInt32
    private static let none = Slot.max

    /// One placement, or a free slot: then `newer` is the next free one.
    private struct Entry {
        var key: UseKey
        var digest: RequestDigest
        var id: PlacementID
        /// The next entry in the same place of the table: an older one.
        var below: Slot
        /// The entry that was made after this one.
        var newer: Slot
    }

    private var entries: [Entry] = []
    private var table: [Slot]
    private var free = none
    private var oldest = none
    private var newest = none
    private(set) var count = 0
    /// So that nobody who chooses tokens and indexes can choose the places in the table.
    private let seed = UInt64.random(in: .min ... .max) | 1

    /// Nothing noted, and room for so many.
    init(capacity: Int) {
        entries.reserveCapacity(capacity)
        table = Array(repeating: Self.none, count: Self.tableSize(for: capacity))
    }

    /// What is noted of all that lives, in parts, in order; and room for so many.
    init(_ living: [LivingPlacements], capacity: Int) {
        let total = living.reduce(0) { $0 + $1.entries.count }
        self.init(capacity: max(capacity, total))
        for part in living {
            for (entry, use) in zip(part.entries, part.uses) {
                let place = place(of: use.key)
                let slot = Slot(count)
                count += 1
                entries.append(
                    Entry(
                        key: use.key, digest: use.digest, id: entry.id, below: table[place],
                        newer: count < total ? slot + 1 : Self.none))
                table[place] = slot
            }
        }
        guard count > 0 else { return }
        (oldest, newest) = (0, Slot(count - 1))
    }

    /// What a token has done for an index before: the placement that this very request has made, and how many there are.
    func earlier(_ key: UseKey, _ digest: RequestDigest) -> (same: PlacementID?, count: Int) {
        var found: (same: PlacementID?, count: Int) = (nil, 0)
        var slot = table[place(of: key)]
        while slot != Self.none {
            let entry = entries[Int(slot)]
            if entry.key == key {
                found.count += 1
                if entry.digest == digest { found.same = entry.id }
            }
            slot = entry.below
        }
        return found
    }

    /// Notes a placement, which must be newer than all others.
    mutating func insert(_ id: PlacementID, digest: RequestDigest, under key: UseKey) {
        if count == table.count { grow() }
        let place = place(of: key)
        let slot = take(Entry(key: key, digest: digest, id: id, below: table[place], newer: Self.none))
        table[place] = slot
        if newest == Self.none { oldest = slot } else { entries[Int(newest)].newer = slot }
        newest = slot
        count += 1
    }

    /// Forgets every placement up to one, that one included.
    mutating func remove(through last: PlacementID) {
        while oldest != Self.none, entries[Int(oldest)].id <= last {
            let slot = oldest
            unlink(slot)
            oldest = entries[Int(slot)].newer
            if oldest == Self.none { newest = Self.none }
            release(slot)
            count -= 1
        }
    }

    // MARK: The table

    private static func tableSize(for capacity: Int) -> Int {
        var size = 16
        while size < capacity { size *= 2 }
        return size
    }

    private func place(of key: UseKey) -> Int {
        // The upper bits of a product depend on all of its factor.
        let word = (key.words.0 ^ seed) &* seed
        return Int(truncatingIfNeeded: word >> UInt64(64 - table.count.trailingZeroBitCount))
    }

    /// Takes an entry out of the chain that it is in.
    private mutating func unlink(_ slot: Slot) {
        let place = place(of: entries[Int(slot)].key)
        if table[place] == slot {
            table[place] = entries[Int(slot)].below
            return
        }
        var above = table[place]
        while entries[Int(above)].below != slot { above = entries[Int(above)].below }
        entries[Int(above)].below = entries[Int(slot)].below
    }

    private mutating func grow() {
        table = Array(repeating: Self.none, count: table.count * 2)
        var slot = oldest
        while slot != Self.none {
            let place = place(of: entries[Int(slot)].key)
            entries[Int(slot)].below = table[place]
            table[place] = slot
            slot = entries[Int(slot)].newer
        }
    }

    // MARK: Slots

    private mutating func take(_ entry: Entry) -> Slot {
        guard free != Self.none else {
            entries.append(entry)
            return Slot(entries.count - 1)
        }
        let slot = free
        free = entries[Int(slot)].newer
        entries[Int(slot)] = entry
        return slot
    }

    private mutating func release(_ slot: Slot) {
        entries[Int(slot)] = Entry(
            key: UseKey(words: (0, 0)), digest: RequestDigest(words: (0, 0, 0, 0)), id: PlacementID(rawValue: 0),
            below: Self.none, newer: free)
        free = slot
    }
}
