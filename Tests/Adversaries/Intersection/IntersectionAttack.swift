internal import CallPlacement
internal import Sealing
internal import Statistics

/// Claim 3: polls a prefix several times within a lifetime, one with calls and one without, and holds the answers
/// against each other.
///
/// A stored ciphertext that is returned as it is, a dummy that comes again, and an entry encrypted twice under the
/// same key leave equal entries, equal bytes, pairs whose XOR is light, or equal strings; an answer that grows with
/// what it holds has another length.
package struct IntersectionAttack: Sendable {
    /// Polls whose answers are held against each other.
    package let polls: Int
    /// How many times that is done, each time for a prefix with calls and for one without.
    package let rounds: Int
    private let entries = 16
    private let calls = 4

    /// An attack of so many rounds of so many polls.
    package init(polls: Int, rounds: Int) {
        self.polls = polls
        self.rounds = rounds
    }

    /// What the rounds against one prefix have shown.
    private struct Seen {
        var lengths: Set<Int> = []
        var commonEntries = 0
        var equalBytes = 0
        var comparedBytes = 0
        var differingBits = 0
        var comparedBits = 0
        var entryPairs = 0
        var mostExtreme = 0.0
        var weights = Moments()
        var strings = RepetitionTable()
        var longestCommonStart = 0
        var startPairs = 0.0
    }

    /// Attacks a service in this process.
    package func run(changing change: @escaping AttackedService.Change = { _, _ in }) async throws -> Evidence {
        try await AttackedService.attacking(changing: change) { attacked in
            let (called, silent) = (try IndexPrefix(hex: "c"), try IndexPrefix(hex: "5"))
            try await attacked.call(calls, under: called)
            var (call, silence) = (Seen(), Seen())
            for _ in 0..<rounds {
                try await poll(called, of: attacked, into: &call)
                try await poll(silent, of: attacked, into: &silence)
            }
            return Evidence(findings(call, silence))
        }
    }

    private func poll(_ prefix: IndexPrefix, of attacked: AttackedService, into seen: inout Seen) async throws {
        var answers: [[UInt8]] = []
        for _ in 0..<polls { answers.append(try await attacked.batch(under: prefix, entries: entries)) }
        let entry = attacked.policy.sealedSize.entryByteCount
        seen.lengths.formUnion(answers.map(\.count))
        for (number, first) in answers.enumerated() {
            for second in answers[(number + 1)...] {
                let pair = AnswerPair(first, second, header: Batch.headerByteCount, entry: entry)
                seen.commonEntries += pair.commonEntries
                seen.equalBytes += pair.equalBytes
                seen.comparedBytes += pair.comparedBytes
                seen.differingBits += pair.differingBits
                seen.comparedBits += pair.comparedBits
                seen.entryPairs += pair.entryPairs
                seen.mostExtreme = max(seen.mostExtreme, pair.mostExtreme)
                seen.weights.add(Double(pair.differingBits) / Double(max(1, pair.comparedBits)))
            }
        }
        searchStrings(in: answers, seen: &seen)
        sort(answers, entry: entry, seen: &seen)
    }

    /// Every string of 16 bytes, wherever it begins, by 64 bits that it is mixed down to.
    private func searchStrings(in answers: [[UInt8]], seen: inout Seen) {
        seen.strings.empty(for: answers.reduce(0) { $0 + $1.count })
        for answer in answers {
            unsafe answer.withUnsafeBytes { bytes in
                var place = 0
                while place + 16 <= bytes.count {
                    let low = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    let high = unsafe bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
                    seen.strings.add(low ^ (high &* 0xd6e8_feb8_6659_fd93))
                    place += 1
                }
            }
        }
    }

    /// Sorts the entries of all answers; what is related may stand side by side.
    private func sort(_ answers: [[UInt8]], entry: Int, seen: inout Seen) {
        var starts: [UInt64] = []
        for answer in answers {
            for start in stride(from: Batch.headerByteCount, to: answer.count - 7, by: entry) {
                starts.append(answer[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
        starts.sort()
        seen.startPairs += Double(starts.count * (starts.count - 1) / 2)
        for (one, next) in zip(starts, starts.dropFirst()) {
            seen.longestCommonStart = max(seen.longestCommonStart, (one ^ next).leadingZeroBitCount)
        }
    }

    private func findings(_ call: Seen, _ silence: Seen) -> [Finding] {
        let both = [call, silence]
        let detail = "\(rounds) rounds of \(polls) polls with \(calls) calls and as many without"
        func finding(_ attack: String, _ statistic: String, _ value: Double, above threshold: Double) -> Finding {
            Finding(.noIntersection, attack, statistic, value, above: threshold, detail: detail)
        }
        /// The least chance of both prefixes.
        func score(_ chance: (Seen) -> Double) -> Double {
            Significance.score(Significance.bonferroni(both.map(chance)))
        }
        return [
            finding(
                "compare lengths", "lengths beside the first", Double(call.lengths.union(silence.lengths).count - 1),
                above: 0),
            finding("intersect", "entries in two answers", Double(both.reduce(0) { $0 + $1.commonEntries }), above: 0),
            finding(
                "search strings", "16-byte strings seen twice", Double(both.reduce(0) { $0 + $1.strings.repetitions }),
                above: 0),
            finding(
                "diff by position", "-log10 p of equal bytes",
                score { seen in
                    let (n, p) = (Double(seen.comparedBytes), 1.0 / 256)
                    return Normal.twoSided((Double(seen.equalBytes) - n * p) / (n * p * (1 - p)).squareRoot())
                }, above: 6),
            finding(
                "XOR all pairs", "-log10 p of the weight",
                // Pairs that share an entry are independent all the same, as long as entries are random.
                score {
                    Normal.twoSided(
                        Double(2 * $0.differingBits - $0.comparedBits) / Double($0.comparedBits).squareRoot())
                },
                above: 6),
            finding(
                "XOR each pair", "-log10 p of the oddest weight",
                score { min(1, Normal.twoSided($0.mostExtreme) * Double($0.entryPairs)) }, above: 6),
            finding(
                "sort", "-log10 p of the longest common start",
                score {
                    min(
                        1, $0.startPairs / Double(sign: .plus, exponent: min(64, $0.longestCommonStart), significand: 1)
                    )
                },
                above: 6),
            finding(
                "compare with silence", "-log10 p of the weights (Welch)",
                Significance.score(WelchTest(call.weights, silence.weights).pValue), above: 6),
        ]
    }
}
