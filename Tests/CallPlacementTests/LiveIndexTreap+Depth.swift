@testable import CallPlacement

extension PlacementTreap {
    /// Length of the longest way down, in any of the trees.
    var depth: Int {
        var deepest = 0
        var waiting = roots.map { (slot: $0, depth: 1) }
        while let (slot, depth) = waiting.popLast() {
            guard slot != Self.none else { continue }
            deepest = max(deepest, depth)
            waiting.append((nodes[Int(slot)].left, depth + 1))
            waiting.append((nodes[Int(slot)].right, depth + 1))
        }
        return deepest
    }
}
