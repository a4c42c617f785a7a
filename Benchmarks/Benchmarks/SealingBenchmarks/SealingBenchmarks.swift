internal import Benchmark
internal import HotPaths
internal import Registering

/// What the library looks for.
let benchmarks: @Sendable () -> Void = { HotPath.register(.sealing) }
