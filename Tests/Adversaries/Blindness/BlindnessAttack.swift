package import BlindTokens
package import CallPlacement

/// Claim 8, the operator's side: who has every issuance transcript and every spent token tries to match them.
package struct BlindnessAttack: Sendable {
    /// A guess as good as this or better comes to blind guessing once in a million runs.
    private static let chanceAllowed = 1e-6

    private let count: Int

    /// An attack on so many tokens, and their square of pairs.
    package init(tokens count: Int) {
        self.count = count
    }

    /// Gets tokens, spends them, and matches.
    ///
    /// - Parameter issuers: where the clients get their tokens, in turn: one, unless somebody has a key of their own.
    package func run(
        client: any TokenClient = RealTokenClient(), issuers: [IssuanceService], challenge: TokenChallenge
    ) async throws -> Evidence {
        let records = try await IssuanceRecords(of: client, from: issuers, challenge: challenge, count: count)
        let factors = try BlindingFactors(records)
        var evidence = Evidence([
            Finding(
                .blind, "every transcript with every token", "pairs that no blinding factor connects",
                Double(factors.impossible), above: 0,
                detail: "\(count) transcripts, \(count) tokens, \(count * count) pairs")
        ])
        let guesses = FactorGuess.all.map { ($0.name, $0.right(factors.factors, truth: records.truth)) }
        let allowed = (0...count).first {
            FactorGuess.chance(of: $0 + 1, among: count) * Double(guesses.count) < Self.chanceAllowed
        }
        for (name, right) in guesses {
            evidence.findings.append(
                Finding(
                    .blind, "guessing by \(name)", "tokens matched with their client", Double(right),
                    above: Double(allowed ?? count), detail: "of \(count); one is expected of blind guesses"))
        }
        return evidence
    }
}
