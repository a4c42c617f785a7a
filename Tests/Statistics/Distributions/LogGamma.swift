internal import Glibc

/// The natural logarithm of the gamma function, for positive numbers.
func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return unsafe lgamma_r(x, &sign)
}
