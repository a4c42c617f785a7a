import Adversaries
import Mutants
import Testing

@Suite(.serialized, .takingTurns) struct UniformityTests {
    @Test func clientsAreAllAlike() async throws {
        let attack = UniformityAttack(rounds: 1)
        let lives = try await attack.watch()
        let evidence = attack.compare(lives)
        #expect(!evidence.succeeded, "\(evidence.findings.filter(\.succeeded))")
        // Three anonymous and two certified requests for tokens, two for a poll, two for a store, on their connections.
        #expect(lives[0][0].steps.map(\.connections.count) == [3, 2, 2, 2, 0])
        for mutant in MutantClient.all {
            let seen = attack.compare(mutant.lives(lives))
            #expect(seen.succeeded, "\(mutant.name) was not seen")
        }
    }
}
