import Adversaries
import Mutants
import Testing

@Suite(.takingTurns) struct FreshnessTests {
    @Test func upheld() async throws {
        expectUpheld(try await FreshnessAttack(entries: 20_000).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .fresh))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(mutant, by: .fresh, try await FreshnessAttack(entries: 1_600).run(changing: mutant.change))
    }
}
