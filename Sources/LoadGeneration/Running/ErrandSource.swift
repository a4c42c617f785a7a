internal import NIOCore

/// Says what the next errand of one thread is.
struct ErrandSource {
    private let work: LoadWork
    private let portion: Portion
    private let count: Int
    private var next = 0
    /// The share of polls so far that should have found something and did not, carried over.
    private var owed = 0.0

    /// Of `count` errands, those of one portion.
    init(_ work: LoadWork, portion: Portion, count: Int) {
        self.work = work
        self.portion = portion
        let most = work.kind == .polls ? count : min(count, work.stores.count)
        self.count = portion.size(of: most)
        // Threads do not all begin with the same.
        owed = Double(portion.number) / Double(portion.of)
    }

    /// How many have been given.
    var given: Int { next }

    /// The next errand, to begin at a moment; `nil` where there are no more.
    mutating func errand(at moment: NIODeadline) -> Errand? {
        guard next < count else { return nil }
        let position = portion.position(of: next)
        next += 1
        guard work.kind == .polls else { return Errand(.store(position), intended: moment) }
        owed += work.finding
        guard owed >= 1, !work.findingPolls.isEmpty else {
            return Errand(.blankPoll(position % work.blankPolls.count), intended: moment)
        }
        owed -= 1
        return Errand(.findingPoll(position % work.findingPolls.count), intended: moment)
    }
}
