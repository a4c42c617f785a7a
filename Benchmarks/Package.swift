// swift-tools-version: 6.1
import PackageDescription

// What the hot paths cost, in instructions and calls of the allocator, with ceilings in `Ceilings`.
//
// The folders `Measurements`, `Run` and `HotPaths` beside this file are targets of the package above, which say so with
// a path each: every target here has a path too, so that nothing else is taken up. `HotPaths` is the work that is
// counted; it belongs to the package above because it uses what that one keeps to itself.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let hotPaths = Target.Dependency.product(name: "HotPaths", package: "call-placement-service")
let benchmark = Target.Dependency.product(name: "Benchmark", package: "benchmark")

/// A target that `swift package benchmark` runs.
func benchmarkTarget(_ name: String) -> Target {
    .executableTarget(
        name: name, dependencies: [hotPaths, benchmark, "Registering"], path: "Benchmarks/\(name)",
        swiftSettings: settings, plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
    name: "benchmarks",
    platforms: [.macOS("26.0")],
    dependencies: [
        .package(name: "call-placement-service", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Without its allocator and its counting of references: what is counted here is counted by `Counting`.
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        // Counts the calls of the allocator, and tells valgrind when to count.
        .target(name: "CCounting", path: "CCounting"),
        // `ceilings`: counts under valgrind, and compares with what is kept in `Ceilings`.
        .executableTarget(
            name: "ceilings",
            dependencies: [
                hotPaths, "CCounting", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Counted", swiftSettings: settings),

        .target(
            name: "Registering", dependencies: [hotPaths, benchmark, "CCounting"], path: "Registering",
            swiftSettings: settings),
        benchmarkTarget("SealingBenchmarks"),
        benchmarkTarget("BlindTokensBenchmarks"),
        benchmarkTarget("LMDBStoreBenchmarks"),
        benchmarkTarget("RequestsBenchmarks"),
    ]
)
