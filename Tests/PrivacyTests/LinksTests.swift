import Adversaries
import Mutants
import Testing

@Suite(.takingTurns) struct LinksTests {
    @Test func upheld() async throws {
        expectUpheld(try await LinksAttack(lists: 100).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .handlesAndLinks))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(mutant, by: .handlesAndLinks, try await LinksAttack(lists: 24).run(changing: mutant.change))
    }
}
