internal import Synchronization

/// How far a run is.
package struct LoadProgress: Hashable, Sendable {
    /// Errands begun.
    package private(set) var begun = 0
    /// Requests answered, whatever the status.
    package private(set) var answered = 0
    /// Requests whose connection failed, or that nobody answered.
    package private(set) var failed = 0
    /// Requests begun, or due, and not answered yet.
    package private(set) var waiting = 0
    /// Bytes of bodies.
    package private(set) var byteCount = 0

    /// Nothing has happened yet.
    package static let none = Self()

    private init() {}

    init(_ tally: LoadTally, waiting: Int) {
        begun = tally.begun
        answered = tally.answered
        failed = tally.lost + tally.unanswered
        self.waiting = waiting
        byteCount = tally.byteCount
    }

    mutating func add(_ other: Self) {
        begun += other.begun
        answered += other.answered
        failed += other.failed
        waiting += other.waiting
        byteCount += other.byteCount
    }
}

/// Where every thread writes how far it is, a few times a second.
final class ProgressBoard: Sendable {
    private let rows = Mutex<[Int: LoadProgress]>([:])

    func put(_ progress: LoadProgress, for portion: Int) {
        rows.withLock { $0[portion] = progress }
    }

    /// All threads together.
    var sum: LoadProgress {
        rows.withLock { rows in rows.values.reduce(into: LoadProgress.none) { $0.add($1) } }
    }
}
