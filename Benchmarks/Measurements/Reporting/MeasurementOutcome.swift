internal import Figures

/// What came of one measurement.
package struct MeasurementOutcome: Sendable {
    /// The measurement's name.
    package let name: String
    /// Its lines; none where it could not be made.
    package let lines: [Measured]
    /// Why it could not be made.
    package let failure: String?
    package let duration: Duration
    /// How much of the processors' time the machine's neighbours had meanwhile, 0 to 1; `nil` where that is not known.
    package let stolenShare: Double?

    /// An outcome as given.
    package init(
        _ name: String, lines: [Measured], failure: String? = nil, duration: Duration, stolenShare: Double? = nil
    ) {
        self.name = name
        self.lines = lines
        self.failure = failure
        self.duration = duration
        self.stolenShare = stolenShare
    }

    /// Measures.
    package static func of(_ measurement: Measurement) async -> MeasurementOutcome {
        let (start, before) = (ContinuousClock.now, ProcessorTimes.now())
        let (lines, failure): ([Measured], String?)
        do {
            (lines, failure) = (try await measurement.run(), nil)
        } catch {
            (lines, failure) = ([], "\(error)")
        }
        let share = before.flatMap { before in ProcessorTimes.now()?.stolenShare(since: before) }
        return MeasurementOutcome(
            measurement.name, lines: lines, failure: failure, duration: start.duration(to: .now), stolenShare: share)
    }
}
