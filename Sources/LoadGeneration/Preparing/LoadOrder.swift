/// What a run is to be, before any of its requests is made.
package struct LoadOrder: Hashable, Sendable {
    /// Polls find nothing unless that is changed.
    package var kind: LoadKind
    /// How much, and for how long.
    package var load: OfferedLoad
    /// Entries of a poll; `nil` for the service's default.
    package var entries: Int?
    /// Digits that polls ask with.
    package var prefixDigits = 64
    /// The share of polls that find something.
    package var finding = 0.0
    /// Prefixes that something is placed under for them.
    package var livePrefixes = 16
    /// Recipients under each of those that have something placed.
    package var livePerPrefix = 1
    /// How many polls follow a store in a call.
    package var pollsPerCall = 1
    /// How many stores share a token.
    package var storesPerToken = 1
    /// Of the answers that should hold something, one in so many is opened.
    package var checkedOneIn = 64
    /// For how many recipients at most each of those is opened: opening costs more than polling.
    package var checkedRecipients = Int.max

    /// An order with everything else as usual.
    package init(_ kind: LoadKind, _ load: OfferedLoad) {
        self.kind = kind
        self.load = load
    }

    /// How many stores are measured.
    var stores: Int { kind == .polls ? 0 : load.errands }

    /// How often, for a lifetime of PASSporTs, something is placed for polls to find.
    func placements(lifetime: Int) -> (times: Int, period: Duration) {
        guard kind == .polls, finding > 0 else { return (0, .zero) }
        // Early enough that a placement of the next time is there before one of the last expires.
        let period = max(1, lifetime - max(2, lifetime / 4))
        return (1 + Int(load.duration.seconds / Double(period)), .seconds(period))
    }
}
