package import Adversaries
internal import Figures

/// Carries out a plan, one attack after the other, so that none disturbs another's clock.
package struct Runner: Sendable {
    /// Takes a line about how far it has come.
    package typealias Telling = @Sendable (String) -> Void

    private let plan: Plan
    private let tell: Telling

    /// A runner of a plan.
    package init(_ plan: Plan, telling tell: @escaping Telling) {
        self.plan = plan
        self.tell = tell
    }

    /// Attacks.
    ///
    /// - Parameters:
    ///   - claims: those that the plan is to cover.
    ///   - known: every mutant there is, by name, and the claims that it breaks.
    /// - Throws: `CancellationError` where the run was interrupted. An attack that throws is a result like another.
    package func run(
        covering claims: Set<Claim>, known: [(name: String, breaks: Set<Claim>)]
    ) async throws -> RunResult {
        let gaps = plan.gaps(covering: claims, known: known)
        for gap in gaps { tell(gap) }
        let count = plan.attacks.count + plan.mutants.count
        let start = ContinuousClock.now
        var (attacks, mutants): ([AttackOutcome], [MutantOutcome]) = ([], [])
        for attack in plan.attacks {
            let heading = "\(attacks.count + 1)/\(count) \(attack.claim.rawValue) \(attack.claim.name): \(attack.name)"
            let (ending, duration) = try await carryOut(heading, since: start, attack.run)
            let outcome = AttackOutcome(attack, ending, after: duration)
            attacks.append(outcome)
            let sees = outcome.omission != nil || ending.findings.contains(where: \.succeeded)
            tell(
                "        \(sees ? "BROKEN" : "upheld") after \(Wording.seconds(duration))\(outcome.omission.map { ": \($0)" } ?? "")"
            )
        }
        for mutant in plan.mutants {
            let heading =
                "\(attacks.count + mutants.count + 1)/\(count) mutant \(mutant.name), by \(mutant.attackName)"
            let (ending, duration) = try await carryOut(heading, since: start, mutant.run)
            let outcome = MutantOutcome(mutant, ending, after: duration)
            mutants.append(outcome)
            tell(
                "        \(outcome.isCaught ? "caught" : "SURVIVED") after \(Wording.seconds(duration))"
                    + (ending.failure.map { ": \($0)" } ?? ""))
        }
        return RunResult(claims: claims, attacks: attacks, mutants: mutants, gaps: gaps)
    }

    private func carryOut(
        _ heading: String, since start: ContinuousClock.Instant, _ run: @Sendable () async throws -> Evidence
    ) async throws -> (Ending, Duration) {
        try Task.checkCancellation()
        let begin = ContinuousClock.now
        tell("\(Wording.clock(start.duration(to: begin)))  \(heading)")
        let ending: Ending
        do {
            ending = .evidence(try await run())
        } catch {
            ending = .failure(Wording.line("\(error)"))
        }
        // An attack that was interrupted has not failed: nobody has let it finish.
        try Task.checkCancellation()
        return (ending, begin.duration(to: .now))
    }
}
