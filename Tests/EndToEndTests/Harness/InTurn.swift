import ServiceHarness
import Testing

/// Lets a suite whose tests start services of their own wait for its turn, before its tests are timed.
struct InTurn: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Turn.shared.with(function)
    }
}

extension Trait where Self == InTurn {
    /// While no other suite has a service.
    static var inTurn: InTurn { InTurn() }
}
