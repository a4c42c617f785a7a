import ServiceHarness
import Testing

/// Gives a suite one running service, for all its tests, and ends it when they have run.
struct Served: SuiteTrait, TestScoping {
    let flags: [String]

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Turn.shared.with {
            // A suite about the moment of answers says which quantum it wants.
            let patient = flags.contains("--release-quantum") ? [] : Deployment.patient
            try await Deployment.running(patient + flags) { server in
                try await RunningServer.$bound.withValue(server) { try await function() }
            }
        }
    }
}

extension Trait where Self == Served {
    /// A service with these settings beside the necessary ones.
    static func served(_ flags: String...) -> Served { Served(flags: flags) }
}
