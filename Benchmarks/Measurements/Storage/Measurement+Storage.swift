internal import Figures
internal import Foundation

extension Measurement {
    /// Whether many live PASSporTs cost more than few.
    package static let storage: [Measurement] = [
        Measurement("storage") { try await MeasurementAlone(name: "storage").measured() },
        Measurement("start") { try await StartComparison.measure(count: 100_000) },
    ]

    /// Those that another process makes on behalf of this one.
    package static let alone: [Measurement] = [
        Measurement("storage") { try await StorageComparison.measure(few: 1000, many: 1_000_000) }
    ]
}
