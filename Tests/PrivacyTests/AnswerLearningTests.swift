import Adversaries
import Mutants
import Testing

@Suite(.takingTurns) struct AnswerLearningTests {
    @Test func upheld() async throws {
        expectUpheld(try await AnswerLearningAttack(answers: 600, learner: LearnerAttack(rounds: 3, hidden: 8)).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .randomToALearner))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(
            mutant, by: .randomToALearner,
            try await AnswerLearningAttack(answers: 200, learner: LearnerAttack(rounds: 3, hidden: 8)).run(
                changing: mutant.change))
    }
}
