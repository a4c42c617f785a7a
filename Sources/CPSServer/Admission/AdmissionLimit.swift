/// How many requests may be under way, found by how long they wait.
///
/// As long as they hardly wait, the limit grows to what the operator allows. Where the mean of a tenth of a second
/// waits longer than the target, the limit falls, first to what is under way and then by a fifth at a time: by
/// Little's law a queue that is shorter by a fifth is waited in for a fifth less.
package struct AdmissionLimit {
    /// Over how long waits are taken together.
    package static let window = Duration.milliseconds(100)
    /// How long requests may wait. Far below the second after which an answer is of no use, and above what a fast
    /// client with a thousand connections makes for itself.
    package static let target = Duration.milliseconds(400)
    /// The limit never falls below this, so that a machine which stands still for a moment does not shut everybody out.
    package static let least = 128

    private let ceiling: Int
    private let floor: Int
    /// Requests that may be under way now.
    package private(set) var value: Int
    private var windowEnd: ContinuousClock.Instant?
    private var waits = Mean()
    private var queueing = Mean()
    private var most = 0

    private struct Mean {
        var sum = Duration.zero
        var count = 0
        var value: Duration { count == 0 ? .zero : sum / count }

        mutating func add(_ wait: Duration) {
            sum += max(.zero, wait)
            count += 1
        }
    }

    /// A limit that begins with, and never exceeds, what the operator allows.
    package init(ceiling: Int) {
        self.ceiling = max(1, ceiling)
        floor = min(Self.least, self.ceiling)
        value = self.ceiling
    }

    /// Takes in how long a request that is there as a whole waits for its turn, before it is worked on.
    package mutating func add(queueing wait: Duration) {
        queueing.add(wait)
    }

    /// Takes in how long a request waited while it was worked on.
    ///
    /// - Parameters:
    ///   - underWay: how many there were with it.
    package mutating func add(wait: Duration, underWay: Int, at now: ContinuousClock.Instant) {
        waits.add(wait)
        most = max(most, underWay)
        guard let end = windowEnd else {
            windowEnd = now.advanced(by: Self.window)
            return
        }
        guard now >= end else { return }
        adjust(mean: waits.value + queueing.value)
        windowEnd = now.advanced(by: Self.window)
        (waits, queueing, most) = (Mean(), Mean(), 0)
    }

    private mutating func adjust(mean: Duration) {
        if mean > Self.target {
            value = max(floor, min(value, most) * 4 / 5)
        } else if most * 10 >= value * 9 {
            // Only where the limit was what held requests back is a higher one worth trying.
            value = min(ceiling, value + max(1, value / 16))
        }
    }
}
