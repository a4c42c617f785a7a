import BlindTokens
import SeededRandomness

/// A way to get a store taken without being entitled to it.
struct Forgery: Sendable {
    let name: String
    /// Makes one case; the generator alone decides which.
    let make: @Sendable (Loot, inout SeededGenerator) throws -> StoreAttempt

    init(_ name: String, _ make: @escaping @Sendable (Loot, inout SeededGenerator) throws -> StoreAttempt) {
        self.name = name
        self.make = make
    }

    /// All that is tried.
    static let all = tokens + signatures + digests + places + swaps + replays

    /// A forgery that alters a store that would be taken, of a token that the service has seen or has not.
    static func altering(
        _ name: String, _ change: @escaping @Sendable (inout StoreAttempt, Loot, inout SeededGenerator) throws -> Void
    ) -> Forgery {
        Forgery(name) { loot, generator in
            // The last store is one that has not been sent.
            var store = loot.anybody(&generator).stores[AttackedService.uses - 1]
            try change(&store, loot, &generator)
            return store
        }
    }
}

extension Loot {
    /// Somebody whose token has a use left.
    func anybody(_ generator: inout SeededGenerator) -> Victim {
        Self.one(of: Bool.random(using: &generator) ? fresh : seen, &generator)
    }

    /// Any of them.
    static func one<Element>(of elements: [Element], _ generator: inout SeededGenerator) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    /// Two that are not the same.
    static func two<Element>(of elements: [Element], _ generator: inout SeededGenerator) -> (Element, Element) {
        let first = Int.random(in: elements.indices, using: &generator)
        let second = (first + Int.random(in: 1..<elements.count, using: &generator)) % elements.count
        return (elements[first], elements[second])
    }

    /// A store of the forger's own, to a recipient of their choice.
    static func own(_ held: HeldToken, _ generator: inout SeededGenerator) throws -> StoreAttempt {
        try store(1_000_000 + Int.random(in: 0..<1_000_000, using: &generator), with: held)
    }
}

extension Array where Element == UInt8 {
    /// Flips one bit, anywhere or in a part.
    mutating func flip(in range: Range<Int>? = nil, _ generator: inout SeededGenerator) {
        self[Int.random(in: range ?? indices, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }
}
