internal import Glibc

/// The normal distribution.
package enum Normal {
    /// The chance that a standard normal variable is further from zero than `z`, either way.
    package static func twoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// The chance that a standard normal variable is above `z`.
    package static func above(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

    /// What a standard normal variable is further from zero than, either way, in 5 of 100 cases.
    package static let ninetyFivePercent = 1.959_963_984_540_054
}
