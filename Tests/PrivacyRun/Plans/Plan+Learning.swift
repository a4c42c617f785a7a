import Adversaries
import Mutants
import PrivacyReport
import ServiceHarness

extension Plan {
    /// Claim 5: a classifier learns nothing from answers.
    static func learning(_ conditions: RunConditions) -> Plan {
        let attack = "classifiers on answers over TLS"
        let bytesAlone = "classifiers on bytes alone"
        let answers = conditions.count(full: 100_000, small: 600)
        let fewer = conditions.count(full: 5000, small: 1000)
        return Plan(
            attacks: [
                PlannedAttack(.randomToALearner, attack) {
                    try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                        try await TimedLearningAttack(
                            answers: answers, connections: 32, seed: conditions.seed
                        ).run(on: server, prefix)
                    }
                },
                PlannedAttack(.randomToALearner, bytesAlone) {
                    try await AnswerLearningAttack(answers: answers, seed: conditions.seed).run()
                },
            ],
            mutants: Mutant.broken(.randomToALearner, among: Mutant.sealing) { mutant in
                PlannedMutant(mutant, breaking: .randomToALearner, attackedBy: bytesAlone, isDrawn: true) {
                    try await AnswerLearningAttack(answers: 600, seed: conditions.seed).run(changing: mutant.change)
                }
            }
                + Mutant.broken(.randomToALearner, among: Mutant.slowPolls) { mutant in
                    PlannedMutant(mutant, breaking: .randomToALearner, attackedBy: attack) {
                        try await TimeTrial.run(.mutant(mutant.name), live: 16) { server, prefix in
                            try await TimedLearningAttack(answers: fewer, seed: conditions.seed).run(on: server, prefix)
                        }
                    }
                })
    }
}

extension ServedProgram {
    /// The service, for attacks that take their time.
    static let lasting = ServedProgram(path: BuiltProgram.cpsd, longestSeconds: 1800)
}
