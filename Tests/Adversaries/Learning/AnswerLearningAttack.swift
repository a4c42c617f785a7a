internal import CallPlacement
internal import Sealing
internal import SeededRandomness

/// Claim 5 without times: answers of a service in this process, half of them to a prefix with a call.
package struct AnswerLearningAttack: Sendable {
    /// Answers, half of them to learn from.
    package let answers: Int
    private let entries = 16
    private let calls = 2
    private let learner: LearnerAttack
    private let seed: UInt64

    /// An attack on so many answers.
    package init(answers: Int, seed: UInt64 = 3, learner: LearnerAttack = LearnerAttack()) {
        self.answers = answers
        self.seed = seed
        self.learner = learner
    }

    /// Attacks a service in this process.
    package func run(changing change: @escaping AttackedService.Change = { _, _ in }) async throws -> Evidence {
        let samples = try await AttackedService.attacking(changing: change) { attacked in
            let (called, silent) = (try IndexPrefix(hex: "c"), try IndexPrefix(hex: "5"))
            try await attacked.call(calls, under: called)
            let extractor = FeatureExtractor(entries: entries, size: attacked.policy.sealedSize)
            var chance = SeededGenerator(seed: seed)
            var samples: [LearnerAttack.Sample] = []
            samples.reserveCapacity(answers)
            for _ in 0..<answers {
                let isCall = Bool.random(using: &chance)
                let batch = try await attacked.batch(under: isCall ? called : silent, entries: entries)
                samples.append(LearnerAttack.Sample(label: isCall, features: extractor.features(of: batch)))
            }
            return samples
        }
        return learner.run(samples)
    }
}
