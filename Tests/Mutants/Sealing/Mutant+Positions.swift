internal import Adversaries

extension Mutant {
    /// Entries with PASSporTs that do not stand just anywhere.
    static let positions = [realFirst, firstHalf]

    static let realFirst = sealing(
        "real-entries-first", "entries with PASSporTs stand before the dummies", breaks: [.neighbours]
    ) { sealer in
        sealer.positions = { live, _ in Array(0..<live) }
    }

    static let firstHalf = sealing(
        "biased-shuffle", "entries with PASSporTs stand in the first half where they fit", breaks: [.neighbours]
    ) { sealer in
        sealer.positions = { live, entries in
            Array((0..<max(live, entries / 2)).shuffled().prefix(live))
        }
    }
}
