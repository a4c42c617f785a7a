/// The ranges that a histogram tells apart.
package struct Buckets: Sendable {
    /// How many there may be, beside the one for everything above them.
    package static let most = 15

    /// The highest value of each, ascending, as values are recorded: nanoseconds, or plain numbers.
    let bounds: [Int64]
    /// How many of the recorded unit make one of the unit that is shown.
    let scale: Double

    private init(bounds: [Int64], scale: Double) {
        precondition((1...Self.most).contains(bounds.count), "a histogram has 1 to \(Self.most) buckets")
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "buckets have ascending bounds")
        self.bounds = bounds
        self.scale = scale
    }

    /// Ranges of times, shown in seconds, as Prometheus wants them.
    package static func times(_ bounds: Duration...) -> Self {
        Self(bounds: bounds.map { Int64($0 / .nanoseconds(1)) }, scale: 1_000_000_000)
    }

    /// Ranges of whole numbers.
    package static func numbers(_ bounds: Int64...) -> Self { Self(bounds: bounds, scale: 1) }
}
