internal import Foundation
internal import SeededRandomness

/// A learner of two kinds: logistic regression, or with a hidden layer a small neural network; both by stochastic
/// gradient descent.
struct Network {
    private let inputs: Int
    private let hidden: Int
    /// Weights of the hidden layer, row by row; of logistic regression the one row there is.
    private var first: [Float]
    private var biases: [Float]
    private var second: [Float]
    private var bias: Float = 0
    private var activations: [Float]
    private static let decay: Float = 1e-4
    private static let step = MemoryLayout<Float>.stride

    /// A network that knows nothing yet; `inputs` is a multiple of eight, `hidden` is zero for logistic regression.
    init(inputs: Int, hidden: Int, using generator: inout SeededGenerator) {
        self.inputs = inputs
        self.hidden = hidden
        let rows = max(1, hidden)
        let spread = hidden == 0 ? 0 : 1 / Float(max(1, inputs)).squareRoot()
        self.first = (0..<rows * inputs).map { _ in spread * Float.random(in: -1...1, using: &generator) }
        self.biases = Array(repeating: 0, count: rows)
        self.second = (0..<rows).map { _ in hidden == 0 ? 1 : Float.random(in: -0.5...0.5, using: &generator) }
        self.activations = Array(repeating: 0, count: rows)
    }

    /// How much an answer looks like one with a call.
    mutating func score(_ features: [Float]) -> Float {
        var output = bias
        for row in activations.indices {
            let sum = biases[row] + dot(features, row)
            activations[row] = hidden == 0 ? sum : tanh(sum)
            output += second[row] * activations[row]
        }
        return output
    }

    /// Learns one sample.
    mutating func learn(_ features: [Float], _ label: Bool, rate: Float) {
        let output = score(features)
        let error = (label ? 1 : 0) - 1 / (1 + exp(-output))
        for row in activations.indices {
            let activation = activations[row]
            let slope = hidden == 0 ? 1 : second[row] * (1 - activation * activation)
            if hidden > 0 { second[row] += rate * error * activation }
            let step = rate * error * slope
            biases[row] += step
            add(features, step, row)
        }
        if hidden > 0 { bias += rate * error }
    }

    private func dot(_ features: [Float], _ row: Int) -> Float {
        unsafe first.withUnsafeBytes { weights in
            unsafe features.withUnsafeBytes { features in
                let start = row * inputs * Self.step
                // Eight at once, which a processor multiplies side by side.
                var sums = SIMD8<Float>.zero
                var place = 0
                while place + 8 <= inputs {
                    let left = unsafe features.loadUnaligned(fromByteOffset: place * Self.step, as: SIMD8<Float>.self)
                    let right = unsafe weights.loadUnaligned(
                        fromByteOffset: start + place * Self.step, as: SIMD8<Float>.self)
                    sums += left * right
                    place += 8
                }
                return sums.sum()
            }
        }
    }

    private mutating func add(_ features: [Float], _ step: Float, _ row: Int) {
        let start = row * inputs * Self.step
        let keep = 1 - Self.decay * abs(step)
        unsafe first.withUnsafeMutableBytes { weights in
            unsafe features.withUnsafeBytes { features in
                var place = 0
                while place + 8 <= inputs {
                    let input = unsafe features.loadUnaligned(fromByteOffset: place * Self.step, as: SIMD8<Float>.self)
                    let offset = start + place * Self.step
                    let weight = unsafe weights.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                    unsafe weights.storeBytes(
                        of: keep * weight + step * input, toByteOffset: offset, as: SIMD8<Float>.self)
                    place += 8
                }
            }
        }
    }
}
