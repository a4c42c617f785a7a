internal import Benchmark
internal import CCounting
public import HotPaths

extension HotPath {
    /// Registers every path of a group as a benchmark: its times, and how often it asks for memory.
    ///
    /// Instructions are there where the processor has counters; the ceilings do not depend on them. The time of the
    /// processor is told in hundredths of a second here, which is too coarse.
    public static func register(_ group: Group) {
        for path in all where path.group == group { path.register() }
    }

    private func register() {
        let allocations = BenchmarkMetric.custom("Allocations", polarity: .prefersSmaller, useScalingFactor: false)
        let current = Current()
        Benchmark(
            name,
            configuration: .init(
                metrics: [.wallClock, .instructions, allocations],
                warmupIterations: Self.warmUp,
                maxDuration: .seconds(2), maxIterations: repetitions),
            closure: { benchmark in
                guard let prepared = current.prepared else { return benchmark.error("nothing is prepared") }
                benchmark.startMeasurement()
                counting_begin()
                do {
                    try await prepared.run(1)
                } catch {
                    benchmark.error("\(error)")
                }
                let counted = counting_end()
                benchmark.stopMeasurement()
                benchmark.measurement(allocations, Int(counted))
            },
            setup: { current.prepared = try await prepared(for: .native(count: repetitions + Self.warmUp)) },
            teardown: {
                try await current.prepared?.end()
                current.prepared = nil
            })
    }

    private static let warmUp = 3
}

/// What is prepared; the library prepares, works and clears away one after the other.
private final class Current: @unchecked Sendable {
    var prepared: PreparedPath?
}
