/// Pearson's correlation of pairs that pass by.
package struct Correlation: Sendable {
    private var count = 0.0
    private var means = (0.0, 0.0)
    private var sums = (xx: 0.0, yy: 0.0, xy: 0.0)

    /// No pairs yet.
    package init() {}

    /// Takes one pair in.
    package mutating func add(_ x: Double, _ y: Double) {
        count += 1
        let (dx, dy) = (x - means.0, y - means.1)
        means.0 += dx / count
        means.1 += dy / count
        sums.xx += dx * (x - means.0)
        sums.yy += dy * (y - means.1)
        sums.xy += dx * (y - means.1)
    }

    /// From -1 to 1; zero where one of the two never changes.
    package var coefficient: Double {
        sums.xx == 0 || sums.yy == 0 ? 0 : sums.xy / (sums.xx * sums.yy).squareRoot()
    }

    /// The coefficient in units of its standard error where the two know nothing of each other.
    package var z: Double { coefficient * max(0, count - 1).squareRoot() }

    /// How likely a coefficient at least as large, either way, is by chance.
    package var pValue: Double { Normal.twoSided(z) }
}
