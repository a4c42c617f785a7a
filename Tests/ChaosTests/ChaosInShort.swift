import ChaosLives
import ServiceHarness
import Testing

/// The short form of `Scripts/chaos`.
@Suite(.timeLimit(.minutes(15)))
struct ChaosInShort {
    @Test func tenKillsLoseNothing() async throws {
        // On a machine that runs many tests at once a start takes as long as it takes.
        var plan = ChaosPlan(kills: 10, seed: 8816, longestLife: .seconds(1), longestStart: .seconds(60))
        // Long enough that what was stored in one life is still owed in the next on a machine that is slow.
        plan.lifetime = 15
        plan.tokensOfALife = 2
        let chaos = try Chaos(plan) { print("chaos: \($0)") }
        let result = try await Turn.shared.with { try await chaos.run() }
        for line in result.lines { print("chaos: \(line)") }
        #expect(result.faults.isEmpty)
        #expect(result.kills == 10 && result.starts.count >= 2)
        #expect(result.acknowledged > 20)
        #expect(result.isGood, "something was not looked at: \(result)")
    }
}
