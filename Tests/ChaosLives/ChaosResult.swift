/// What was seen in all lives of a service.
package struct ChaosResult: Sendable {
    /// Stores that were answered 201.
    package var acknowledged: Int
    /// Stores whose answer never came, since the service was killed.
    package var unanswered: Int
    /// How often an answer had to hold a certain PASSporT.
    package var owed: Int
    /// How often an answer must not hold a certain PASSporT, since it was over.
    package var over: Int
    package var tokens: Int
    /// Tokens that were tried beyond their uses.
    package var triedBeyond: Int
    /// How often a token was refused that had been used up.
    package var refused: Int
    /// Stores that were answered 503.
    package var busy: Int
    /// What was found wrong, and how often.
    package var faults: [String: Int]
    /// How long each start took that was not killed on its way.
    package var starts: [Duration] = []
    /// How often the service was killed.
    package var kills = 0
    /// How many of those kills came before it was ready.
    package var killsAtStart = 0

    /// The start that half of all were faster than.
    package var middleStart: Duration { starts.isEmpty ? .zero : starts.sorted()[starts.count / 2] }
    /// The slowest start.
    package var longestStart: Duration { starts.max() ?? .zero }

    /// Whether nothing was found wrong, and everything was looked at that could be.
    package var isGood: Bool {
        faults.isEmpty && acknowledged > 0 && owed > 0 && over > 0 && refused > 0 && !starts.isEmpty
    }

    /// The result in words.
    package var lines: [String] {
        [
            "Killed \(kills) times, \(killsAtStart) of them before it was ready.",
            "\(acknowledged) stores were answered 201; \(unanswered) got no answer, and were sent again in the next life; "
                + "\(busy) were answered 503.",
            "Lost: \(owed) times an answer had to hold one that was answered 201 and had not expired; it was missing "
                + "\(faults["a store that was answered 201 is lost", default: 0]) times.",
            "Counted: of \(tokens) tokens \(triedBeyond) were tried beyond their uses, in the same life and in later ones, "
                + "and refused \(refused) times.",
            "Expired: \(over) times an answer must not hold one that was over; one came back "
                + "\(faults["a PASSporT came back after its lifetime", default: 0]) times.",
            "Start: half of \(starts.count) were ready within \(Self.seconds(middleStart)), all within "
                + "\(Self.seconds(longestStart)).",
        ] + faults.sorted { $0.key < $1.key }.map { "FAULT, \($0.value) times: \($0.key)" }
    }

    static func seconds(_ duration: Duration) -> String {
        let hundredths = Int(duration / .milliseconds(10))
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) s"
    }
}
