package import NIOCore

/// When errands are to begin: evenly spaced, and decided before the first of them, so that a slow answer delays
/// none of those that follow.
package struct ArrivalSchedule: Hashable, Sendable {
    private let start: NIODeadline
    private let nanosecondsApart: Double
    private let portion: Portion

    /// The schedule of one portion of a load.
    package init(from start: NIODeadline, perSecond: Double, portion: Portion = .whole) {
        self.start = start
        nanosecondsApart = 1e9 / perSecond
        self.portion = portion
    }

    /// When an errand of this portion is to begin, whatever became of those before it.
    package func beginning(of number: Int) -> NIODeadline {
        start + .nanoseconds(Int64(Double(portion.position(of: number)) * nanosecondsApart))
    }
}

/// Every n-th errand of a load: what one thread does of it.
package struct Portion: Hashable, Sendable {
    /// Which of the portions.
    package let number: Int
    /// How many there are.
    package let of: Int

    /// All of it.
    package static let whole = Portion(number: 0, of: 1)

    /// A portion as given.
    package init(number: Int, of: Int) {
        self.number = number
        self.of = of
    }

    /// The position in the whole of the n-th in this portion.
    package func position(of index: Int) -> Int { index * of + number }

    /// How many of `count` are in this portion.
    package func size(of count: Int) -> Int {
        count / of + (number < count % of ? 1 : 0)
    }
}
