internal import Sealing
package import ServiceHarness
internal import Synchronization

/// Claim 5 over TLS: a classifier learns from the bytes of answers and from their times.
package struct TimedLearningAttack: Sendable {
    /// Answers, half of them with a call; half of all are learned from.
    package let answers: Int
    private let time: TimeAttack
    private let learner: LearnerAttack

    /// An attack on so many answers.
    package init(answers: Int, connections: Int = 8, seed: UInt64 = 55, learner: LearnerAttack = LearnerAttack()) {
        self.answers = answers
        self.learner = learner
        time = TimeAttack(polls: answers / 2, connections: connections, seed: seed)
    }

    /// Attacks a service.
    package func run(on server: RunningServer, _ prefix: CrowdedPrefix) async throws -> Evidence {
        let extractor = FeatureExtractor(entries: time.entries, size: .standard)
        let samples: Mutex<[LearnerAttack.Sample]> = Mutex([])
        samples.withLock { $0.reserveCapacity(answers) }
        _ = try await time.run("answers to learn from", on: server, prefix) { answer in
            let sample = LearnerAttack.Sample(
                label: answer.isCall,
                features: extractor.features(of: answer.body, responseSeconds: answer.lastByte))
            samples.withLock { $0.append(sample) }
        }
        return learner.run(samples.withLock { $0 })
    }
}
