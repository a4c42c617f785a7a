/// Makes the priorities of ``PlacementTreap``: from a secret start on, which the system's generator gives, so that nobody
/// outside can foresee them. A call of the kernel for each would cost more than the rest of an insertion.
struct PlacementPriorities: Sendable {
    private var state = UInt64.random(in: .min ... .max)

    /// The next one (SplitMix64).
    mutating func next() -> UInt32 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return UInt32(truncatingIfNeeded: word >> 32)
    }
}
