extension Measurement {
    /// Every measurement, in the order of the report.
    package static let all: [Measurement] = paths + requests + storage
}
