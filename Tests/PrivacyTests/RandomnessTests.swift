import Adversaries
import Mutants
import Testing

@Suite struct RandomnessTests {
    @Test func upheld() async throws {
        expectUpheld(try await RandomnessAttack(byteCount: 2_000_000).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .randomToTheEye))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(
            mutant, by: .randomToTheEye, try await RandomnessAttack(byteCount: 600_000).run(changing: mutant.change))
    }
}
