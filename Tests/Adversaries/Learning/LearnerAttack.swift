internal import Figures
internal import SeededRandomness
internal import Statistics

/// Claim 5: trains three classifiers on one half of labelled answers and lets them guess at the other.
package struct LearnerAttack: Sendable {
    /// What a classifier sees of an answer, and what it is to guess.
    package struct Sample: Sendable {
        /// Whether there was a call.
        package let label: Bool
        /// What ``FeatureExtractor`` made of the answer; of one length for all samples.
        package let features: [Float]

        /// A sample as given.
        package init(label: Bool, features: [Float]) {
            self.label = label
            self.features = features
        }
    }

    /// Beyond this many standard errors from a half an area counts as learned: by chance once in a million findings.
    package static let threshold = 4.9

    private let claim: Claim
    private let name: String
    private let seed: UInt64
    private let rounds: Int
    private let hidden: Int

    /// An attack.
    ///
    /// - Parameters:
    ///   - claim: what is attacked, where it is not the fifth claim.
    ///   - name: what is guessed at, for tables and for the figure's file: "answers".
    ///   - seed: with the same one the same samples give the same numbers.
    ///   - rounds: times that the training half is gone through.
    ///   - hidden: units in the hidden layer of the second classifier.
    package init(
        _ claim: Claim = .randomToALearner, _ name: String = "answers", seed: UInt64 = 1, rounds: Int = 6,
        hidden: Int = 16
    ) {
        self.claim = claim
        self.name = name
        self.seed = seed
        self.rounds = rounds
        self.hidden = hidden
    }

    /// Trains on the first half and guesses at the second; calls and silence are to be mixed in both.
    package func run(_ samples: [Sample]) -> Evidence {
        let half = samples.count / 2
        let standardizer = Standardizer(samples[..<half])
        let training = samples[..<half].map { Sample(label: $0.label, features: standardizer.apply($0.features)) }
        var curves = [("logistic regression", 0), ("a network of \(hidden) hidden units", hidden)].map { name, hidden in
            var generator = SeededGenerator(seed: seed)
            var network = Network(inputs: standardizer.count, hidden: hidden, using: &generator)
            train(&network, on: training, using: &generator)
            var (calls, silences): ([Double], [Double]) = ([], [])
            for sample in samples[half...] {
                let score = Double(network.score(standardizer.apply(sample.features)))
                if sample.label { calls.append(score) } else { silences.append(score) }
            }
            return (name: name, curve: ReceiverOperatingCurve(positives: calls, negatives: silences))
        }
        curves.append((name: "the best single feature", curve: guessBySingle(training, samples[half...], standardizer)))
        return Evidence(
            curves.map { finding($0.name, $0.curve, trainedOn: half, guessed: samples.count - half) },
            figures: [figure(curves)])
    }

    /// Guesses by the one feature whose means differ the most in the training half: what is weak, but in one place, is
    /// not lost among the noise of all others.
    private func guessBySingle(
        _ training: [Sample], _ others: ArraySlice<Sample>, _ standardizer: Standardizer
    ) -> ReceiverOperatingCurve {
        var sums = [Float](repeating: 0, count: standardizer.count)
        let share = Float(training.count { $0.label }) / Float(max(1, training.count))
        for sample in training {
            let weight = sample.label ? 1 - share : -share
            for place in sums.indices { sums[place] += weight * sample.features[place] }
        }
        let best = sums.indices.max { abs(sums[$0]) < abs(sums[$1]) } ?? 0
        let sign: Double = sums[best] < 0 ? -1 : 1
        var (calls, silences): ([Double], [Double]) = ([], [])
        for sample in others {
            let score = sign * Double(standardizer.apply(sample.features)[best])
            if sample.label { calls.append(score) } else { silences.append(score) }
        }
        return ReceiverOperatingCurve(positives: calls, negatives: silences)
    }

    private func train(_ network: inout Network, on samples: [Sample], using generator: inout SeededGenerator) {
        var order = Array(samples.indices)
        for round in 0..<rounds {
            order.shuffle(using: &generator)
            let rate = 0.01 / Float(1 + round)
            for place in order { network.learn(samples[place].features, samples[place].label, rate: rate) }
        }
    }

    private func finding(
        _ learner: String, _ curve: ReceiverOperatingCurve, trainedOn half: Int, guessed: Int
    ) -> Finding {
        let interval = curve.interval
        return Finding(
            claim, "\(learner) on \(name)", "|AUC - 0.5| in standard errors", abs(curve.z), above: Self.threshold,
            detail: """
                AUC \(Float(curve.area)), 95 % from \(Float(interval.lowerBound)) to \(Float(interval.upperBound)) \
                (DeLong); trained on \(half), guessed at \(guessed)
                """)
    }

    private func figure(_ curves: [(name: String, curve: ReceiverOperatingCurve)]) -> Figure {
        let lines = curves.map { name, curve in
            let points = curve.points()
            return Figure.Series(name, points.map(\.trueAlarms), at: points.map(\.falseAlarms))
        }
        return Figure(
            "learner-\(name.split(separator: " ").joined(separator: "-"))", title: "Guessing at \(name)", .curve,
            horizontal: "false alarms", vertical: "calls found", lines)
    }
}
