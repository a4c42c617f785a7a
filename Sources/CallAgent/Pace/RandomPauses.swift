internal import Foundation
internal import Synchronization

/// Pauses of random length, none of which says anything about another or about anything else: exponentially
/// distributed, as the waits between calls of strangers are.
package final class RandomPauses: Sendable {
    /// No pause is longer than so many times the mean. One in 22,000 would be.
    package static let longest = 10.0

    private let generator: Mutex<any RandomNumberGenerator & Sendable>

    /// Draws from a source of randomness.
    package init(_ generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
        self.generator = Mutex(generator)
    }

    /// The next pause.
    ///
    /// - Parameter mean: how long pauses are on average.
    package func next(mean: Duration) -> Duration {
        let uniform = generator.withLock { generator in
            Double.random(in: 0..<1, using: &generator)
        }
        return mean * min(-log(1 - uniform), Self.longest)
    }

    /// A number below a bound.
    package func below(_ bound: Int) -> Int {
        generator.withLock { generator in Int.random(in: 0..<max(1, bound), using: &generator) }
    }
}
