/// What every attack of a run is made with.
package struct RunConditions: Sendable {
    package let size: RunSize
    /// Where everything begins that a seed can make repeatable. What the service draws from the operating system, it
    /// cannot.
    package let seed: UInt64

    /// Conditions as given.
    package init(size: RunSize, seed: UInt64) {
        self.size = size
        self.seed = seed
    }

    /// One of two numbers, by the size of the run.
    package func count(full: Int, small: Int) -> Int { size == .full ? full : small }
}
