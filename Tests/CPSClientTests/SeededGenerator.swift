/// SplitMix64: the same numbers every time, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// A damaged copy: some bytes changed, and now and then cut short or made longer.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            bytes[Int.random(in: bytes.indices, using: &self)] = UInt8.random(in: .min ... .max, using: &self)
        }
        switch UInt8.random(in: 0..<4, using: &self) {
        case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &self))
        case 1: bytes.append(UInt8.random(in: .min ... .max, using: &self))
        default: break
        }
        return bytes
    }
}
