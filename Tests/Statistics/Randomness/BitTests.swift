internal import Glibc

/// Tests of a row of bits by what can be counted in it (NIST SP 800-22 sections 2.1 and 2.3).
package enum BitTests {
    /// How likely as uneven a share of ones, either way, is among random bits.
    package static func monobit(ones: Int, of count: Int) -> Double {
        Normal.twoSided(Double(2 * ones - count) / Double(count).squareRoot())
    }

    /// How likely a number of runs (of equal bits, each as long as it can be) as far from the expected one is.
    package static func runs(_ runs: Int, ones: Int, of count: Int) -> Double {
        let (n, share) = (Double(count), Double(ones) / Double(count))
        let spread = share * (1 - share)
        return erfc(abs(Double(runs) - 2 * n * spread) / (2 * (2 * n).squareRoot() * spread))
    }
}
