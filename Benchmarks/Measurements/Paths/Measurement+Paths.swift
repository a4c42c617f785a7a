extension Measurement {
    /// The hot paths by themselves, each against the bare cryptography that it cannot do without.
    package static let paths: [Measurement] = [
        Measurement("dummies") { try DummyPaths().measured() },
        Measurement("live") { try [LivePath().measured()] },
        Measurement("verify") { try await VerifyPaths().measured() },
        Measurement("issue") { try await [IssuePath().measured()] },
    ]
}
