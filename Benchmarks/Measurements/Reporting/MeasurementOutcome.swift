/// What came of one measurement.
package struct MeasurementOutcome: Sendable {
    /// The measurement's name.
    package let name: String
    /// Its lines; none where it could not be made.
    package let lines: [Measured]
    /// Why it could not be made.
    package let failure: String?
    package let duration: Duration

    /// An outcome as given.
    package init(_ name: String, lines: [Measured], failure: String? = nil, duration: Duration) {
        self.name = name
        self.lines = lines
        self.failure = failure
        self.duration = duration
    }

    /// Measures.
    package static func of(_ measurement: Measurement) async -> MeasurementOutcome {
        let start = ContinuousClock.now
        do {
            let lines = try await measurement.run()
            return MeasurementOutcome(measurement.name, lines: lines, duration: start.duration(to: .now))
        } catch {
            return MeasurementOutcome(
                measurement.name, lines: [], failure: "\(error)", duration: start.duration(to: .now))
        }
    }
}
