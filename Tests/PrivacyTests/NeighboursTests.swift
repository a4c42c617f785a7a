import Adversaries
import Mutants
import Testing

@Suite(.takingTurns) struct NeighboursTests {
    @Test func upheld() async throws {
        expectUpheld(try await NeighboursAttack(batches: 1500).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .neighbours))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(mutant, by: .neighbours, try await NeighboursAttack(batches: 300).run(changing: mutant.change))
    }
}
