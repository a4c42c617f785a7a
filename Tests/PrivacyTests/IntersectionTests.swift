import Adversaries
import Mutants
import Testing

@Suite(.takingTurns) struct IntersectionTests {
    @Test func upheld() async throws {
        expectUpheld(try await IntersectionAttack(polls: 6, rounds: 3).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .noIntersection))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(
            mutant, by: .noIntersection, try await IntersectionAttack(polls: 6, rounds: 4).run(changing: mutant.change))
    }
}
