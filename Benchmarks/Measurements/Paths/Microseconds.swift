internal import Foundation

/// A time for a reader, in microseconds.
struct Microseconds: CustomStringConvertible {
    let description: String

    init(_ seconds: Double) {
        description = String(format: "%.2f µs", seconds * 1e6)
    }
}
