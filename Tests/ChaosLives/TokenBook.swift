internal import BlindTokens
internal import SeededRandomness

/// How often each token was used, in all lives.
struct TokenBook {
    private struct Entry {
        let token: HeldToken
        /// Answered 201.
        var acknowledged = 0
        /// Sent, and not refused: what may have been counted.
        var possible = 0
        /// Answered 429.
        var refused = 0
    }

    private let uses: Int
    private var entries: [Entry] = []
    /// Those that are still tried.
    private var tried: [Int] = []

    init(uses: Int) {
        self.uses = uses
    }

    /// How many tokens there were.
    var count: Int { entries.count }
    /// How often a token was refused that had been used up.
    var refusedCount: Int { entries.reduce(0) { $0 + $1.refused } }
    /// How many tokens were tried beyond their uses.
    var triedBeyondCount: Int { entries.count { $0.refused > 0 } }

    mutating func add(_ tokens: [HeldToken]) {
        for token in tokens {
            tried.append(entries.count)
            entries.append(Entry(token: token))
        }
    }

    /// One of those that are still tried, used up or not; `nil` where there is none.
    mutating func draw(using generator: inout SeededGenerator) -> (number: Int, token: HeldToken)? {
        guard let place = tried.indices.randomElement(using: &generator) else { return nil }
        let number = tried[place]
        entries[number].possible += 1
        return (number, entries[number].token)
    }

    func token(_ number: Int) -> HeldToken { entries[number].token }

    /// Notes that a store is sent once more.
    mutating func sendAgain(_ number: Int) {
        entries[number].possible += 1
    }

    /// - Returns: what is wrong with that.
    mutating func acknowledge(_ number: Int) -> String? {
        entries[number].acknowledged += 1
        guard entries[number].acknowledged > uses else { return nil }
        return "token \(number) was taken \(entries[number].acknowledged) times, and \(uses) are allowed"
    }

    /// - Returns: what is wrong with that.
    mutating func refuse(_ number: Int) -> String? {
        entries[number].possible -= 1
        entries[number].refused += 1
        if entries[number].refused >= ChaosPlan.triesBeyond { tried.removeAll { $0 == number } }
        guard entries[number].possible < uses else { return nil }
        return "token \(number) was refused after \(entries[number].possible) uses, and \(uses) are allowed"
    }
}
