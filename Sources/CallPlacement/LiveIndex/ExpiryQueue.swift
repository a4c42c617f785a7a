/// The slots of the live placements in the order in which they were placed, which is that of their identifiers
/// and of their expiry.
struct ExpiryQueue: Sendable {
    private var slots: [PlacementTreap.Slot] = []
    /// Where the queue begins; what stands before has left.
    private var head = 0

    /// An empty queue with room for `capacity` slots before its array must grow.
    init(capacity: Int) {
        slots.reserveCapacity(capacity)
    }

    /// Number of slots.
    var count: Int { slots.count - head }

    /// The slot that expires first.
    var first: PlacementTreap.Slot? { head < slots.count ? slots[head] : nil }

    /// The slot that expires last.
    var last: PlacementTreap.Slot? { head < slots.count ? slots[slots.count - 1] : nil }

    /// Adds the slot of the newest placement.
    mutating func append(_ slot: PlacementTreap.Slot) {
        slots.append(slot)
    }

    /// Takes out the slot that expires first. The queue must not be empty.
    mutating func removeFirst() {
        head += 1
        // Moving the rest down when half has left costs less than one step for each that left.
        if head * 2 > slots.count {
            slots.removeSubrange(..<head)
            head = 0
        }
    }

    /// The slot for which `isBefore` turns from `true` to `false` along the queue, by halving.
    func firstSlot(notBefore isBefore: (PlacementTreap.Slot) -> Bool) -> PlacementTreap.Slot? {
        var low = head
        var high = slots.count
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(slots[middle]) { low = middle + 1 } else { high = middle }
        }
        return low < slots.count ? slots[low] : nil
    }
}
