import CallPlacement
import Dispatch
import Sealing
import Synchronization

/// What an open storage keeps under its lock: the index of what lives and what has been used for it, and the generator
/// that samples it.
struct LivePlacements {
    private(set) var index: LiveIndex
    private(set) var uses: LiveUses
    private(set) var generator: any RandomNumberGenerator & Sendable

    /// What a storage finds when it is opened: the index and the uses are made at the same time.
    ///
    /// - Parameters:
    ///   - living: parts of what lives, in order.
    ///   - capacity: for how many placements to make room from the start.
    init(
        _ living: [LivingPlacements], pendingMaximum: Int, capacity: Int,
        generator: any RandomNumberGenerator & Sendable
    ) {
        let made = Mutex<(index: LiveIndex?, uses: LiveUses?)>((nil, nil))
        let make: [@Sendable () -> Void] = [
            {
                let entries = Array(living.map(\.entries).joined())
                let index = LiveIndex(entries, pendingMaximum: pendingMaximum, capacity: capacity)
                made.withLock { $0.index = index }
            },
            {
                let uses = LiveUses(living, capacity: capacity)
                made.withLock { $0.uses = uses }
            },
        ]
        // With few, a second thread is not worth its start.
        if living.reduce(0, { $0 + $1.entries.count }) < 1024 {
            for make in make { make() }
        } else {
            DispatchQueue.concurrentPerform(iterations: make.count) { make[$0]() }
        }
        // Whichever way they were made, both are there by now: `concurrentPerform` waits for all.
        guard case (let index?, let uses?) = made.withLock({ $0 }) else {
            preconditionFailure("both were made above")
        }
        self.index = index
        self.uses = uses
        self.generator = generator
    }

    /// Adds the newest placement.
    mutating func insert(
        _ index: PlacementIndex, id: PlacementID, digest: RequestDigest, useKey: UseKey, expiry: BootInstant
    ) {
        self.index.insert(index, id: id, expiry: expiry)
        uses.insert(id, digest: digest, under: useKey)
    }

    /// Removes every placement whose expiry is not after `now`.
    mutating func expire(upTo now: BootInstant) {
        if let last = index.expire(upTo: now).last { uses.remove(through: last) }
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
