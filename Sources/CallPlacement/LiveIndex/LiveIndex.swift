package import Sealing

/// The live placements of a store, in memory: which there are, in order of index, and when each ends.
///
/// It answers in O(log n) steps what retrievals ask, which a B-tree on disk cannot: how many placements have a
/// prefix, and which is the k-th of them. It holds no PASSporT and about 70 bytes a placement. A pure value: stores
/// keep it under a lock and give it the time. Call ``expire(upTo:)`` before each question, then nothing expired is
/// ever answered, however late a store's sweep is.
package struct LiveIndex: Sendable {
    private var treap: PlacementTreap
    private var queue: ExpiryQueue
    private let pendingMaximum: Int

    /// Nothing live.
    ///
    /// - Parameters:
    ///   - pendingMaximum: where ``pending(of:)`` stops counting.
    ///   - capacity: for how many placements to reserve address space, so that growing past a power of two does
    ///     not hold everyone up while tens of megabytes are copied. Memory is touched only as it is used.
    package init(pendingMaximum: Int, capacity: Int = 0) {
        self.treap = PlacementTreap(capacity: capacity)
        self.queue = ExpiryQueue(capacity: capacity)
        self.pendingMaximum = pendingMaximum
    }

    /// One placement that lives.
    package struct Entry: Sendable {
        let key: PlacementKey
        let expiry: UInt64

        /// The identifier of the placement.
        package var id: PlacementID { PlacementID(rawValue: key.id) }
        /// When it ends.
        package var end: BootInstant { BootInstant(nanoseconds: expiry) }

        /// A placement under an index.
        package init(_ index: PlacementIndex, id: PlacementID, expiry: BootInstant) {
            self.key = PlacementKey(index: index, id: id.rawValue)
            self.expiry = expiry.nanoseconds
        }
    }

    /// What a store finds when it is opened, in the order that ``insert(_:id:expiry:)`` demands.
    package init(_ entries: [Entry], pendingMaximum: Int, capacity: Int = 0) {
        for (earlier, later) in zip(entries, entries.dropFirst()) {
            precondition(earlier.id < later.id, "identifiers of placements grow")
            precondition(earlier.end <= later.end, "what is placed later does not expire sooner")
        }
        self.treap = PlacementTreap(entries, capacity: capacity)
        self.queue = ExpiryQueue(capacity: max(capacity, entries.count))
        for slot in entries.indices { queue.append(PlacementTreap.Slot(slot)) }
        self.pendingMaximum = pendingMaximum
    }

    /// Number of placements.
    package var count: Int { queue.count }

    /// The oldest placement. Every one with a smaller identifier has expired.
    package var oldest: PlacementID? { queue.first.map(id(in:)) }

    /// When the newest placement ends.
    package var latestExpiry: BootInstant? { queue.last.map(expiry(in:)) }

    /// Adds the newest placement.
    ///
    /// Identifiers must grow and expiry must not go back from one call to the next: then the order of expiry is the
    /// order of placing, and expiring needs no search.
    package mutating func insert(_ index: PlacementIndex, id: PlacementID, expiry: BootInstant) {
        if let last = queue.last {
            precondition(self.id(in: last) < id, "identifiers of placements grow")
            precondition(self.expiry(in: last) <= expiry, "what is placed later does not expire sooner")
        }
        queue.append(treap.insert(PlacementKey(index: index, id: id.rawValue), expiry: expiry.nanoseconds))
    }

    /// Removes every placement whose expiry is not after `now`.
    ///
    /// - Returns: Their identifiers, oldest first.
    @discardableResult
    package mutating func expire(upTo now: BootInstant) -> [PlacementID] {
        var removed: [PlacementID] = []
        while let slot = queue.first, expiry(in: slot) <= now {
            removed.append(id(in: slot))
            queue.removeFirst()
            treap.remove(slot)
        }
        return removed
    }

    /// Number of placements whose index has a prefix.
    package func count(in prefix: IndexPrefix) -> Int {
        treap.ranks(from: prefix.lowest, through: prefix.highest).count
    }

    /// Number of placements of one index, counted up to the maximum.
    package func pending(of index: PlacementIndex) -> Int {
        min(treap.count(of: index), pendingMaximum)
    }

    /// The placement of this identifier, if it lives.
    package func reference(to id: PlacementID) -> PlacementReference? {
        guard let slot = queue.firstSlot(notBefore: { self.id(in: $0) < id }), self.id(in: slot) == id else {
            return nil
        }
        return reference(in: slot)
    }

    /// A uniformly random choice, in uniformly random order, of the placements whose index has a prefix: all of
    /// them where there are no more than `count`.
    package func sample(
        _ prefix: IndexPrefix, atMost count: Int, using generator: inout some RandomNumberGenerator
    ) -> [PlacementReference] {
        let ranks = treap.ranks(from: prefix.lowest, through: prefix.highest)
        return RandomChoice.of(ranks, atMost: count, using: &generator).map { rank in
            reference(in: treap.slot(atRank: rank))
        }
    }

    private func id(in slot: PlacementTreap.Slot) -> PlacementID {
        PlacementID(rawValue: treap.nodes[Int(slot)].key.id)
    }

    private func expiry(in slot: PlacementTreap.Slot) -> BootInstant {
        BootInstant(nanoseconds: treap.nodes[Int(slot)].expiry)
    }

    private func reference(in slot: PlacementTreap.Slot) -> PlacementReference {
        let index = treap.nodes[Int(slot)].key.index
        return PlacementReference(id: id(in: slot), index: index, expiry: expiry(in: slot), pending: pending(of: index))
    }
}
