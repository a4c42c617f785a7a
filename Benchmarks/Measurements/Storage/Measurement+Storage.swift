internal import Figures
internal import Foundation

extension Measurement {
    /// Whether many live PASSporTs cost more than few.
    package static let storage: [Measurement] = [
        Measurement("storage") { try await StorageComparison.measure(few: 1000, many: 1_000_000) },
        Measurement("start") { try await StartComparison.measure(count: 100_000) },
    ]
}
