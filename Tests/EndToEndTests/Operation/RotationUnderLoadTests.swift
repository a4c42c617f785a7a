import BlindTokens
import ServiceHarness
import Testing

/// K_cps changes every few seconds while tokens are got and spent.
@Suite(
    .served("--epoch-length", "2", "--epoch-grace", "30", "--issuance-quota", "1000000"), .timeLimit(.minutes(1)))
struct RotationUnderLoad {
    @Test func noStoreFails() async throws {
        let server = try RunningServer.current()
        var plan = SteadyLoad.Plan()
        // So that the uses of two tokens go on for an epoch or longer.
        plan.usesPerToken = 5
        plan.pause = .milliseconds(200)
        plan.storers = 6
        let tally = try await SteadyLoad.beside(server, plan) { _ in
            for change in 1...4 {
                let before = try server.currentKey(in: try await server.directory())
                try await eventually("change \(change) of K_cps") {
                    try server.currentKey(in: try await server.directory()) != before
                }
            }
        }
        #expect(tally.failureCount == 0, "\(tally.failures)")
        #expect(tally.stores > 50, "\(tally.text)")
    }
}
