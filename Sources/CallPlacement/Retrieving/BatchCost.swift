/// What a batch costs, empty and full, from several rounds of measuring both.
///
/// The least of all rounds counts: whatever comes on top of it was another's work on the same processor, and does not
/// belong to the batch.
struct BatchCost: Sendable {
    /// Rounds without a smaller measurement after which there is little left to learn.
    private static let quietRounds = 5

    /// Entries of the batch that was measured.
    let entries: Int
    private var least: (empty: Duration, full: Duration)?
    private var quiet = 0

    /// Nothing measured yet.
    init(entries: Int) {
        self.entries = entries
    }

    /// Takes in one round.
    mutating func add(empty: Duration, full: Duration) {
        guard let least else {
            self.least = (empty, full)
            return
        }
        // Less by a hundredth is not news.
        quiet = full < least.full * 0.99 || empty < least.empty * 0.99 ? 0 : quiet + 1
        self.least = (min(least.empty, empty), min(least.full, full))
    }

    /// Whether more rounds would hardly change it.
    var isStable: Bool { quiet >= Self.quietRounds }

    /// What one live recipient costs; nothing where a full batch costs no more than an empty one.
    var perEntry: Duration {
        guard let least, least.full > least.empty else { return .zero }
        return least.full / entries
    }
}
