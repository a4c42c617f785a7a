// swift-tools-version: 6.2
import PackageDescription

// Lets libFuzzer run the decoders of outside bytes. `Scripts/fuzz` builds and runs it, with the flags that make the
// compiler count what was run.
//
// The folder `DecoderTrials` beside this file is a target of the package two folders up, which says so with a path: it
// uses what that one keeps to itself. Every target here has a path too, so that nothing else is taken up.

/// Where libFuzzer is, without a `main` of its own. The script looks for it in the toolchain.
let fuzzer = Context.environment["LIBFUZZER"].map { ["-sanitize=address", "-Xlinker", $0] } ?? []

let package = Package(
    name: "fuzzing",
    platforms: [.macOS("26.0")],
    dependencies: [.package(name: "call-placement-service", path: "../..")],
    targets: [
        // What of libFuzzer is called from here.
        .target(name: "CLibFuzzer", path: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CLibFuzzer", .product(name: "DecoderTrials", package: "call-placement-service")],
            path: "Run",
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
                .strictMemorySafety(),
            ],
            // libFuzzer is written in C++.
            linkerSettings: [.unsafeFlags(fuzzer), .linkedLibrary("stdc++")]),
    ]
)
