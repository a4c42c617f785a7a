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

    /// Every other mutant over the other version of HTTP.
    @Test(arguments: Mutant.answerMutants.enumerated().map { ($0.element.name, $0.offset % 2 == 0) })
    func sees(mutant: String, isHTTP2: Bool) async throws {
        let evidence = try await attack.run(
            .mutant(mutant), over: [isHTTP2 ? .http2 : .http1], awaitingExpiry: false, untilSeen: true)
        #expect(evidence.succeeded, "\(mutant) was not seen")
    }
}
