import Adversaries
import Mutants
import ServiceHarness
import Testing

@Suite(.serialized, .takingTurns) struct ShapeTests {
    private let attack = ShapeAttack(entries: 4, largest: 64, rounds: 1, flags: ["--release-quantum", "0"])

    @Test func everyAnswerHasOneShape() async throws {
        let evidence = try await attack.run()
        #expect(!evidence.succeeded, "\(evidence.findings.filter(\.succeeded))")
        #expect(evidence.findings.count == 11)
    }

    @Test(arguments: Mutant.answerMutants.map(\.name))
    func sees(mutant: String) async throws {
        let evidence = try await attack.run(.mutant(mutant), over: [.http1], awaitingExpiry: false)
        #expect(evidence.succeeded, "\(mutant) was not seen")
    }
}
