// swift-tools-version: 6.2
import PackageDescription

/// `Scripts/fuzz` alone has the compiler count what is run and watch memory. The libraries are left as they are: they have
/// fuzzers of their own, and are built once for it and for everything else.
let watched: [SwiftSetting] =
    Context.environment["DECODERS_WATCHED"] == nil
    ? []
    : [
        .unsafeFlags([
            "-sanitize=address",
            "-sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table",
        ])
    ]

/// One set of compiler settings for every target.
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
    ] + watched

// MARK: Libraries that are used from more than one target

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP2 = Target.Dependency.product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHPACK = Target.Dependency.product(name: "NIOHPACK", package: "swift-nio-http2")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "call-placement-service",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "CPSClient", targets: ["CPSClient"]),
        .library(name: "OutOfBand", targets: ["OutOfBand"]),
        .library(name: "Credentials", targets: ["Credentials"]),
        .library(name: "KeyDirectory", targets: ["KeyDirectory"]),
        .library(name: "STIR", targets: ["STIR"]),
        .library(name: "Secrets", targets: ["Secrets"]),
        // For the package in Benchmarks, which counts what the hot paths cost.
        .library(name: "HotPaths", targets: ["HotPaths"]),
        // For the package in Tests/Fuzzing, which lets a fuzzer run them.
        .library(name: "DecoderTrials", targets: ["DecoderTrials"]),
        .executable(name: "cpsd", targets: ["cpsd"]),
        .executable(name: "cps", targets: ["cps"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: ["JSON", "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // MARK: System libraries (Debian: liblmdb-dev, libssl-dev, libsodium-dev)
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

        // Linked into the program that serves: overwrites memory as it is freed.
        .target(name: "CWipedMemory"),

        // MARK: Ideas, lowest first; each knows only what stands above it
        .target(name: "Encodings", swiftSettings: settings),
        .target(name: "Secrets", dependencies: ["CSodium"], swiftSettings: settings),
        .target(name: "PrometheusText", dependencies: [metrics], swiftSettings: settings),
        .target(name: "STIR", dependencies: ["Encodings", crypto, asn1, x509], swiftSettings: settings),
        .target(
            name: "BlindTokens", dependencies: ["COpenSSL", "CSodium", "Encodings", "Secrets", crypto],
            swiftSettings: settings),
        .target(name: "Sealing", dependencies: ["COpenSSL", "Encodings", crypto], swiftSettings: settings),
        .target(
            name: "KeyDirectory", dependencies: ["Encodings", "STIR", "Sealing", crypto, asn1, x509],
            swiftSettings: settings),
        .target(name: "CPSWire", dependencies: ["Encodings", crypto], swiftSettings: settings),
        .target(
            name: "CallPlacement",
            dependencies: [
                "BlindTokens", "Encodings", "KeyDirectory", "STIR", "Sealing", "Secrets", crypto, logging, metrics,
                lifecycle,
            ],
            swiftSettings: settings),
        .target(
            name: "LMDBStore",
            dependencies: [
                "CLMDB", "COpenSSL", "CallPlacement", "KeyDirectory", "BlindTokens", "Sealing", crypto, logging,
                metrics,
            ],
            swiftSettings: settings),
        .target(
            name: "CPSServer",
            dependencies: [
                "CallPlacement", "CPSWire", "KeyDirectory", "BlindTokens", "PrometheusText", "Sealing", "STIR", crypto,
                x509, asn1,
                logging, metrics,
                lifecycle,
                httpTypes, nioCore, nioPosix, nioSSL, nioHTTPTypes,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
            ],
            swiftSettings: settings),
        .target(
            name: "CPSClient",
            dependencies: [
                "BlindTokens", "CPSWire", "Encodings", "KeyDirectory", "STIR", "Sealing", "Secrets", crypto, nioCore,
                nioHTTP1, nioPosix,
                nioSSL, httpClient,
            ],
            swiftSettings: settings),
        .target(
            name: "Operation",
            dependencies: [logging, .product(name: "Configuration", package: "swift-configuration")],
            swiftSettings: settings),
        .target(
            name: "Credentials",
            dependencies: ["STIR", asn1, x509, nioCore, nioPosix, nioHTTP1, nioTLS, nioSSL],
            swiftSettings: settings),
        // The two ends of a call: RFC 8816 section 8.
        .target(
            name: "OutOfBand", dependencies: ["CPSClient", "Encodings", "KeyDirectory", "STIR", "Sealing", crypto],
            swiftSettings: settings),
        .target(
            name: "CallAgent",
            dependencies: [
                "CPSClient", "CPSWire", "Credentials", "KeyDirectory", "Encodings", "Operation", "OutOfBand", "STIR",
                "Sealing",
                "Secrets", crypto, asn1, x509, logging, lifecycle, unixSignals, httpTypes, nioCore,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ],
            swiftSettings: settings),
        .target(name: "ThrowawayPKI", dependencies: ["STIR", crypto, asn1, x509], swiftSettings: settings),

        // Offers load to a service and measures its answers.
        .target(
            name: "LoadGeneration",
            dependencies: [
                "CPSClient", "CPSWire", "BlindTokens", "Encodings", "Sealing", crypto, histogram, nioCore, nioPosix,
                nioHTTP2, nioHPACK, nioSSL, nioTLS,
            ],
            swiftSettings: settings),

        // MARK: The two programs
        .executableTarget(
            name: "cpsd",
            dependencies: [
                "CPSServer", "CallPlacement", "CWipedMemory", "KeyDirectory", "LMDBStore", "BlindTokens", "Operation",
                "PrometheusText", "Sealing", "Secrets", "STIR", arguments, logging, metrics, lifecycle, unixSignals,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "cps",
            dependencies: [
                "CPSClient", "CallAgent", "Credentials", "Encodings", "KeyDirectory", "LoadGeneration", "Operation",
                "OutOfBand", "STIR", "Sealing", "Secrets", "ThrowawayPKI", crypto, arguments,
            ],
            swiftSettings: settings),

        // MARK: Measuring (the package in Benchmarks holds the ceilings; this is what writes the report)
        .target(
            name: "Measurements",
            dependencies: [
                "Figures", "COpenSSL", "CSodium", "ServiceHarness", "ThrowawayPKI", "LoadGeneration", "CPSClient",
                "CPSServer",
                "CPSWire", "CallPlacement", "LMDBStore", "BlindTokens", "Sealing", "Secrets", "Encodings", "STIR",
                crypto,
                cryptoExtras, logging, lifecycle, nioCore, nioPosix, nioSSL, httpTypes,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
            ],
            path: "Benchmarks/Measurements", swiftSettings: settings),
        // Without the programs that it starts: what cpsd does to `free` must not be in the servers it is compared with.
        .executableTarget(
            name: "bench",
            dependencies: ["Measurements", "Figures", "LongRuns", "ServiceHarness", "Soaking", arguments],
            path: "Benchmarks/Run", swiftSettings: settings),

        // The work that the package in Benchmarks counts. It stands here for its access to the targets.
        .target(
            name: "HotPaths",
            dependencies: [
                "Sealing", "BlindTokens", "CPSWire", "CallPlacement", "LMDBStore", "CPSServer", "ThrowawayPKI", logging,
                httpTypes, nioCore, nioEmbedded, nioPosix, .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "Benchmarks/HotPaths", swiftSettings: settings),

        // MARK: Tests
        .target(
            name: "TestVectors", dependencies: [], path: "Tests/TestVectors",
            resources: [.copy("Vectors")], swiftSettings: settings),
        .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: settings),
        .target(
            name: "StoreConformance",
            dependencies: ["CallPlacement", "KeyDirectory", "BlindTokens", "Sealing", "SeededRandomness"],
            path: "Tests/StoreConformance", swiftSettings: settings),
        .target(
            name: "ServiceHarness",
            dependencies: [
                "STIR", "Sealing", "BlindTokens", "ThrowawayPKI", crypto, nioCore, nioPosix, nioHTTP1, nioSSL,
                httpClient,
                subprocess,
            ],
            path: "Tests/ServiceHarness", swiftSettings: settings),

        // What has to hold of every decoder of outside bytes. Without anything of NIO: the fuzzer's build stays small.
        .target(
            name: "DecoderTrials",
            dependencies: [
                "BlindTokens", "CPSWire", "CallPlacement", "Encodings", "KeyDirectory", "Operation", "STIR", "Sealing",
            ],
            path: "Tests/Fuzzing/DecoderTrials", swiftSettings: settings),

        // Kills a service again and again.
        .target(
            name: "ChaosLives", dependencies: ["ServiceHarness", "SeededRandomness", "BlindTokens", crypto],
            path: "Tests/ChaosLives", swiftSettings: settings),
        .executableTarget(
            name: "chaos", dependencies: ["ChaosLives", "LongRuns", "ServiceHarness", "cpsd", arguments],
            path: "Tests/ChaosRun", swiftSettings: settings),
        .testTarget(
            name: "ChaosTests",
            dependencies: [
                "ChaosLives", "ServiceHarness", "StoreConformance", "CallPlacement", "LMDBStore", "BlindTokens", "cpsd",
            ],
            swiftSettings: settings),

        // MARK: The attacks on privacy, and services that are broken on purpose to see them succeed
        .target(name: "Statistics", path: "Tests/Statistics", swiftSettings: settings),
        .target(name: "Figures", path: "Tests/Figures", swiftSettings: settings),
        .target(
            name: "LongRuns", dependencies: ["ServiceHarness", unixSignals], path: "Tests/LongRuns",
            swiftSettings: settings),
        .target(
            name: "Soaking",
            dependencies: ["ServiceHarness", "BlindTokens", "KeyDirectory", "STIR", "Sealing", "ThrowawayPKI", crypto],
            path: "Tests/Soaking", swiftSettings: settings),
        .target(name: "CNeedles", path: "Tests/CNeedles"),
        .target(name: "CUnwipedMemory", path: "Tests/CUnwipedMemory"),
        .target(
            name: "Adversaries",
            dependencies: [
                "CNeedles", "Figures", "Statistics", "ServiceHarness", "SeededRandomness", "COpenSSL", "Encodings",
                "STIR",
                "BlindTokens", "Sealing", "CPSWire", "CallPlacement", "LMDBStore", "ThrowawayPKI", crypto, nioCore,
                nioPosix, nioSSL, nioTLS, subprocess, logging,
            ],
            path: "Tests/Adversaries", swiftSettings: settings),
        .target(
            name: "Mutants",
            dependencies: [
                // CWipedMemory for its `free`, as in the service: a mutant is broken in one place only.
                "Adversaries", "STIR", "BlindTokens", "Sealing", "CPSWire", "CallPlacement", "CWipedMemory",
                "CUnwipedMemory", "LMDBStore", "CPSServer", "Encodings", crypto, logging, lifecycle, unixSignals,
                httpTypes, nioCore,
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "Tests/Mutants", swiftSettings: settings),
        .target(
            name: "PrivacyReport", dependencies: ["Adversaries", "Figures"], path: "Tests/PrivacyReport",
            swiftSettings: settings),
        .executableTarget(
            name: "privacy",
            dependencies: [
                "PrivacyReport", "Figures", "LongRuns", "Adversaries", "Mutants", "ServiceHarness", "BlindTokens",
                "CallPlacement",
                "Sealing",
                "cpsd", "cps", arguments, unixSignals,
            ],
            path: "Tests/PrivacyRun", swiftSettings: settings),

        // MARK: Floods, with honest clients beside them
        .target(
            name: "Floods",
            dependencies: [
                "ServiceHarness", "Statistics", "LoadGeneration", "CPSClient", "BlindTokens", "Sealing", "ThrowawayPKI",
                nioCore, nioPosix, nioSSL, nioTLS,
            ],
            path: "Tests/Floods", swiftSettings: settings),
        .executableTarget(
            name: "floods",
            dependencies: ["Floods", "ServiceHarness", "LongRuns", "LoadGeneration", "cpsd", "cps", arguments],
            path: "Tests/FloodsRun", swiftSettings: settings),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "SeededRandomness"], swiftSettings: settings),
        .testTarget(
            name: "PrivacyTests",
            dependencies: [
                "Adversaries", "CWipedMemory", "Mutants", "ServiceHarness", "CallPlacement", "Sealing", "cpsd", "cps",
                "privacy", "PrivacyReport", "Figures", "SeededRandomness",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DecoderTrialsTests", dependencies: ["DecoderTrials", "SeededRandomness", "Sealing"],
            swiftSettings: settings),
        .testTarget(
            name: "EncodingsTests", dependencies: ["SeededRandomness", "Encodings", "TestVectors"],
            swiftSettings: settings),
        .testTarget(name: "PrometheusTextTests", dependencies: ["PrometheusText", metrics], swiftSettings: settings),
        .testTarget(name: "OperationTests", dependencies: ["Operation", logging], swiftSettings: settings),
        .testTarget(
            name: "SecretsTests", dependencies: ["SeededRandomness", "Secrets", "TestVectors"], swiftSettings: settings),
        .testTarget(
            name: "STIRTests",
            dependencies: ["SeededRandomness", "STIR", "Encodings", "ThrowawayPKI", crypto, asn1, x509],
            swiftSettings: settings),
        .testTarget(
            name: "CredentialsTests",
            dependencies: [
                "SeededRandomness", "Credentials", "STIR", "ThrowawayPKI", "ServiceHarness", crypto, asn1, x509,
                nioCore, nioPosix, nioHTTP1, nioSSL,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CallAgentTests",
            dependencies: [
                "CallAgent", "SeededRandomness", "CPSClient", "Operation", "OutOfBand", "STIR", "Sealing", "Secrets",
                "ThrowawayPKI", crypto, httpTypes, logging, nioCore, nioEmbedded,
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "OutOfBandTests",
            dependencies: [
                "OutOfBand", "CPSClient", "Encodings", "KeyDirectory", "STIR", "Sealing", "ServiceHarness",
                "ThrowawayPKI", "cpsd", crypto, x509,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "BlindTokensTests",
            dependencies: [
                "SeededRandomness", "BlindTokens", "Encodings", "Secrets", "TestVectors", crypto, cryptoExtras,
            ], swiftSettings: settings),
        .testTarget(
            name: "CPSWireTests", dependencies: ["SeededRandomness", "CPSWire", "TestVectors"], swiftSettings: settings),
        .testTarget(
            name: "SealingTests", dependencies: ["SeededRandomness", "Sealing", "TestVectors", crypto],
            swiftSettings: settings),
        .testTarget(
            name: "CallPlacementTests",
            dependencies: [
                "SeededRandomness", "CallPlacement", "KeyDirectory", "STIR", "StoreConformance", "BlindTokens",
                "Sealing",
                "ThrowawayPKI", crypto, logging,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "IntrusionTests",
            dependencies: [
                "SeededRandomness", "StoreConformance", "ServiceHarness", "CPSServer", "CPSWire", "CallPlacement",
                "LMDBStore", "BlindTokens", "Encodings", "STIR", "Sealing", "ThrowawayPKI", "cpsd", logging, httpTypes,
                nioCore, nioEmbedded,
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "KeyDirectoryTests",
            dependencies: [
                "SeededRandomness", "KeyDirectory", "STIR", "Sealing", "Encodings", "ThrowawayPKI", crypto, x509,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LMDBStoreTests",
            dependencies: [
                "SeededRandomness", "LMDBStore", "PrometheusText", "StoreConformance", "CallPlacement", "KeyDirectory",
                "BlindTokens", "Sealing",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CPSClientTests",
            dependencies: [
                "SeededRandomness", "CPSClient", "Credentials", "KeyDirectory", "OutOfBand", "CPSWire", "BlindTokens",
                "STIR", "Sealing", "Secrets", "cps",
                subprocess,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LoadGenerationTests",
            dependencies: [
                "LoadGeneration", "SeededRandomness", "CPSClient", "Sealing", "ThrowawayPKI", nioCore, nioPosix, nioSSL,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "MeasurementsTests", dependencies: ["Measurements", "Figures", "SeededRandomness"],
            swiftSettings: settings),
        .testTarget(
            name: "DocumentTests",
            dependencies: ["Sealing", "BlindTokens", "CPSWire", "Encodings", "Secrets", crypto], swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "ServiceHarness", "Soaking", "Floods", "CPSClient", "CPSServer", "KeyDirectory", "STIR", "Sealing",
                "BlindTokens",
                "Encodings",
                "ThrowawayPKI", "cpsd", "cps", crypto, x509, nioCore, nioPosix, nioSSL, httpClient, subprocess,
                nioHTTP1,
            ],
            swiftSettings: settings),
    ]
)
