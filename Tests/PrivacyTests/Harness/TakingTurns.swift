import ServiceHarness
import Testing

/// Lets a suite wait until no other suite runs a service.
struct TakingTurns: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Turn.shared.with { try await function() }
    }
}

extension Trait where Self == TakingTurns {
    /// For suites that start services of their own.
    static var takingTurns: TakingTurns { TakingTurns() }
}
