/// What work is prepared for.
public struct Circumstances: Sendable {
    /// How often it will be done, at the most.
    public let count: Int
    /// How long an answer that leaves on time is ready before that, at the least.
    ///
    /// An answer that is not ready in time holds dummies alone, and costs less: it must not be counted.
    public let releaseMargin: Duration
    /// Whether the work is counted, so that each piece of it must be done as it was meant.
    public let isCounted: Bool

    /// On a processor, to see how long it takes, with the margin that the service has unless it is told otherwise.
    public static func native(count: Int) -> Circumstances {
        Circumstances(count: count, releaseMargin: .milliseconds(25), isCounted: false)
    }

    /// Under valgrind, to be counted: there work takes fifty times as long, and the machine may be busy besides.
    public static func underValgrind(count: Int) -> Circumstances {
        Circumstances(count: count, releaseMargin: .milliseconds(1500), isCounted: true)
    }
}
