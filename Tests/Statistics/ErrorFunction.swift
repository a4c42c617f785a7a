internal import Glibc

/// The normal distribution.
package enum Normal {
    /// The chance that a standard normal variable is further from zero than `z`, either way.
    package static func twoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}
