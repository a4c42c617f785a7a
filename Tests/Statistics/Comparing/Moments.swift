/// Number, mean and variance of what passes by, by Welford's method.
package struct Moments: Sendable {
    /// How many values.
    package private(set) var count = 0.0
    /// Their mean.
    package private(set) var mean = 0.0
    private var squares = 0.0

    /// Of these values.
    package init(_ values: some Sequence<Double> = []) {
        for value in values { add(value) }
    }

    /// Takes one value in.
    package mutating func add(_ value: Double) {
        count += 1
        let difference = value - mean
        mean += difference / count
        squares += difference * (value - mean)
    }

    /// The unbiased estimate of the variance.
    package var variance: Double { count > 1 ? squares / (count - 1) : .nan }
}
