extension SeededGenerator {
    /// `count` bytes.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    /// `original` with one to four changes: a byte changed, removed, repeated, or the end cut off.
    package mutating func mutation(of original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[position] = UInt8.random(in: .min ... .max, using: &self)
            case 1: bytes.remove(at: position)
            case 2: bytes.insert(bytes[position], at: position)
            default: if Int.random(in: 0..<8, using: &self) == 0 { bytes.removeSubrange(position...) }
            }
        }
        return bytes
    }
}
