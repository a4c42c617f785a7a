import Sealing

/// The live placements in order of (index, identifier), with the size of every subtree, so that both "how many
/// lie below" and "which is the k-th" take O(log n) steps.
///
/// A treap for each of the 65,536 first four digits of an index: a search tree by key that is at the same time a heap
/// by a random priority, which keeps it balanced whatever the keys. Nobody can foresee the priorities (``PlacementPriorities``), so
/// nobody who chooses indexes can choose the shape. With a million placements a tree holds some fifteen: the way
/// down leads over 4 nodes on average, each somewhere else in memory, and over 26 in one tree of all. Indexes are hashes, which fall
/// evenly; whoever seeks out keys whose indexes begin alike makes one tree deeper, and it still takes O(log n) steps.
///
/// All nodes lie in one array and name each other by position (a *slot*): 64 bytes a placement, one cache line,
/// no allocation of its own for any of them.
struct PlacementTreap: Sendable {
    /// How many trees there are.
    static let bucketCount = 1 << bucketBits
    private static let bucketBits = 16

    /// A position in ``nodes``.
    typealias Slot = UInt32

    /// Stands for "no node".
    static let none = Slot.max

    /// A placement in the tree, or an entry of the list of free slots (then `left` is the next free one).
    struct Node {
        var key: PlacementKey
        var expiry: UInt64
        var left: Slot
        var right: Slot
        var size: UInt32
        var priority: UInt32
    }

    private(set) var nodes: [Node] = []
    /// The top of each tree.
    private(set) var roots: [Slot]
    private(set) var counts: BucketCounts
    private var free = none
    private var priorities = PlacementPriorities()

    /// An empty tree with room for `capacity` placements before its array must grow.
    init(capacity: Int) {
        nodes.reserveCapacity(capacity)
        roots = Array(repeating: Self.none, count: Self.bucketCount)
        counts = BucketCounts(buckets: Self.bucketCount)
    }

    /// The tree that an index belongs to.
    static func bucket(of index: PlacementIndex) -> Int {
        Int(truncatingIfNeeded: index.words.0 >> (64 - bucketBits))
    }

    /// Number of placements.
    var count: Int { counts.total }

    /// Adds a placement, which must not be there yet.
    mutating func insert(_ key: PlacementKey, expiry: UInt64) -> Slot {
        let priority = priorities.next()
        let slot = take(Self.leaf(key, expiry, priority))

        // Walk down to where the new priority is the highest, and count the newcomer in on the way.
        let bucket = Self.bucket(of: key.index)
        var parent = Self.none
        var place = roots[bucket]
        while place != Self.none, nodes[Int(place)].priority >= priority {
            nodes[Int(place)].size += 1
            parent = place
            place = key < nodes[Int(place)].key ? nodes[Int(place)].left : nodes[Int(place)].right
        }
        let (lower, higher) = split(place, before: key)
        nodes[Int(slot)].left = lower
        nodes[Int(slot)].right = higher
        update(slot)
        replaceChild(of: parent, on: key, with: slot)
        counts.increment(bucket)
        return slot
    }

    /// Removes the placement in a slot of the tree, and clears what the slot held.
    mutating func remove(_ slot: Slot) {
        let key = nodes[Int(slot)].key
        let bucket = Self.bucket(of: key.index)
        var parent = Self.none
        var place = roots[bucket]
        while place != slot {
            nodes[Int(place)].size -= 1
            parent = place
            place = key < nodes[Int(place)].key ? nodes[Int(place)].left : nodes[Int(place)].right
        }
        let rest = join(nodes[Int(slot)].left, nodes[Int(slot)].right)
        replaceChild(of: parent, on: key, with: rest)
        counts.decrement(bucket)
        release(slot)
    }

    /// Number of placements in a subtree.
    func size(of slot: Slot) -> Int {
        slot == Self.none ? 0 : Int(nodes[Int(slot)].size)
    }

    // MARK: Shape

    /// Divides a subtree into the keys below `key` and the others.
    private mutating func split(_ slot: Slot, before key: PlacementKey) -> (lower: Slot, higher: Slot) {
        guard slot != Self.none else { return (Self.none, Self.none) }
        if nodes[Int(slot)].key < key {
            let (lower, higher) = split(nodes[Int(slot)].right, before: key)
            nodes[Int(slot)].right = lower
            update(slot)
            return (slot, higher)
        } else {
            let (lower, higher) = split(nodes[Int(slot)].left, before: key)
            nodes[Int(slot)].left = higher
            update(slot)
            return (lower, slot)
        }
    }

    /// Makes one subtree of two, where every key of `lower` is below every key of `higher`.
    private mutating func join(_ lower: Slot, _ higher: Slot) -> Slot {
        if lower == Self.none { return higher }
        if higher == Self.none { return lower }
        if nodes[Int(lower)].priority >= nodes[Int(higher)].priority {
            nodes[Int(lower)].right = join(nodes[Int(lower)].right, higher)
            update(lower)
            return lower
        } else {
            nodes[Int(higher)].left = join(lower, nodes[Int(higher)].left)
            update(higher)
            return higher
        }
    }

    /// Counts a subtree anew from those below it.
    mutating func update(_ slot: Slot) {
        let node = nodes[Int(slot)]
        nodes[Int(slot)].size = UInt32(1 + size(of: node.left) + size(of: node.right))
    }

    /// For building: names the top of a tree.
    mutating func setRoot(of bucket: Int, to slot: Slot) { roots[bucket] = slot }

    /// For building: says how many are in each tree.
    mutating func setCounts(_ counts: BucketCounts) { self.counts = counts }

    /// For building: hangs a subtree of lower keys below a node.
    mutating func setLeft(of slot: Slot, to child: Slot) { nodes[Int(slot)].left = child }

    /// For building: hangs a subtree of higher keys below a node.
    mutating func setRight(of slot: Slot, to child: Slot) { nodes[Int(slot)].right = child }

    private mutating func replaceChild(of parent: Slot, on key: PlacementKey, with child: Slot) {
        if parent == Self.none {
            roots[Self.bucket(of: key.index)] = child
        } else if key < nodes[Int(parent)].key {
            nodes[Int(parent)].left = child
        } else {
            nodes[Int(parent)].right = child
        }
    }

    // MARK: Slots

    /// For building: takes the next slot, without a place in the tree.
    mutating func append(_ key: PlacementKey, expiry: UInt64) {
        nodes.append(Self.leaf(key, expiry, priorities.next()))
    }

    private static func leaf(_ key: PlacementKey, _ expiry: UInt64, _ priority: UInt32) -> Node {
        Node(key: key, expiry: expiry, left: none, right: none, size: 1, priority: priority)
    }

    private mutating func take(_ node: Node) -> Slot {
        guard free != Self.none else {
            nodes.append(node)
            return Slot(nodes.count - 1)
        }
        let slot = free
        free = nodes[Int(slot)].left
        nodes[Int(slot)] = node
        return slot
    }

    private mutating func release(_ slot: Slot) {
        nodes[Int(slot)] = Node(
            key: PlacementKey(index: PlacementIndex(words: (0, 0, 0, 0)), id: 0),
            expiry: 0, left: free, right: Self.none, size: 0, priority: 0)
        free = slot
    }
}
