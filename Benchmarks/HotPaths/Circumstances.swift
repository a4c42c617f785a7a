/// What work is prepared for.
public struct Circumstances: Sendable {
    /// How often it will be done, at the most.
    public let count: Int
    /// How long an answer that leaves on time is ready before that, at the least.
    ///
    /// An answer that is not ready in time holds dummies alone, and costs less: it must not be counted.
    public let releaseMargin: Duration

    /// On a processor, with the margin that the service has unless it is told otherwise.
    public static func native(count: Int) -> Circumstances {
        Circumstances(count: count, releaseMargin: .milliseconds(25))
    }

    /// Under valgrind, where work takes fifty times as long, on a machine that may be busy.
    public static func underValgrind(count: Int) -> Circumstances {
        Circumstances(count: count, releaseMargin: .milliseconds(1500))
    }
}
