import Sealing

/// The live placements in order of (index, identifier), with the size of every subtree, so that both "how many
/// lie below" and "which is the k-th" take O(log n) steps.
///
/// A treap: a search tree by key that is at the same time a heap by a random priority, which keeps it balanced
/// whatever the keys. The priorities come from the system's generator, so that nobody who chooses indexes can
/// choose the shape.
///
/// All nodes lie in one array and name each other by position (a *slot*): 64 bytes a placement, one cache line,
/// no allocation of its own for any of them.
struct PlacementTreap: Sendable {
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
    private(set) var root = none
    private var free = none

    /// An empty tree with room for `capacity` placements before its array must grow.
    init(capacity: Int) {
        nodes.reserveCapacity(capacity)
    }

    /// Number of placements.
    var count: Int { size(of: root) }

    /// Adds a placement, which must not be there yet.
    mutating func insert(_ key: PlacementKey, expiry: UInt64) -> Slot {
        var generator = SystemRandomNumberGenerator()
        let priority = UInt32.random(in: .min ... .max, using: &generator)
        let slot = take(Self.leaf(key, expiry, priority))

        // Walk down to where the new priority is the highest, and count the newcomer in on the way.
        var parent = Self.none
        var place = root
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
        return slot
    }

    /// Removes the placement in a slot of the tree, and clears what the slot held.
    mutating func remove(_ slot: Slot) {
        let key = nodes[Int(slot)].key
        var parent = Self.none
        var place = root
        while place != slot {
            nodes[Int(place)].size -= 1
            parent = place
            place = key < nodes[Int(place)].key ? nodes[Int(place)].left : nodes[Int(place)].right
        }
        let rest = join(nodes[Int(slot)].left, nodes[Int(slot)].right)
        replaceChild(of: parent, on: key, with: rest)
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

    /// For building: names the root.
    mutating func setRoot(_ slot: Slot) { root = slot }

    /// For building: hangs a subtree of lower keys below a node.
    mutating func setLeft(of slot: Slot, to child: Slot) { nodes[Int(slot)].left = child }

    /// For building: hangs a subtree of higher keys below a node.
    mutating func setRight(of slot: Slot, to child: Slot) { nodes[Int(slot)].right = child }

    private mutating func replaceChild(of parent: Slot, on key: PlacementKey, with child: Slot) {
        if parent == Self.none {
            root = child
        } else if key < nodes[Int(parent)].key {
            nodes[Int(parent)].left = child
        } else {
            nodes[Int(parent)].right = child
        }
    }

    // MARK: Slots

    /// For building: takes the next slot, without a place in the tree.
    mutating func append(_ key: PlacementKey, expiry: UInt64, priority: UInt32) {
        nodes.append(Self.leaf(key, expiry, priority))
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
