internal import Adversaries
package import Figures

/// The page that tells what a run has come to.
package struct PrivacyReport: Sendable {
    /// How likely one finding is at most to call a service broken that is not: Welch's |t| rises above 4.5 by chance
    /// once in 147,000 times, and the others are rarer.
    static let falseAlarm = 7e-6

    package let result: RunResult
    package let conditions: RunConditions
    package let machine: Machine
    /// The day of the run, as "2026-01-31" (UTC).
    package let day: String
    package let duration: Duration
    /// Where the figures lie, as the page says it.
    package let figureFolder: String

    /// A report on a run.
    package init(
        on result: RunResult, conditions: RunConditions, machine: Machine, day: String, duration: Duration,
        figuresIn figureFolder: String
    ) {
        self.result = result
        self.conditions = conditions
        self.machine = machine
        self.day = day
        self.duration = duration
        self.figureFolder = figureFolder
    }

    /// The page in Markdown.
    package var markdown: String {
        ([introduction, verdict, claims, mutants, figures, durations, reproduction]).joined(separator: "\n\n") + "\n"
    }

    private var introduction: String {
        let amount = conditions.size == .full ? "at full size" : "at a small size, as `Scripts/test` makes them,"
        let part =
            result.claims.count == Claim.allCases.count
            ? "" : " Only \(result.claims.count) of the \(Claim.allCases.count) claims were attacked."
        return """
            # Report on the service's privacy

            This page was written by `Scripts/privacy` on \(day) (UTC), after \(Wording.clock(duration)) minutes. What the claims mean, and
            what is not hidden, is in [threat-model.md](threat-model.md).

            The attacks ran \(amount) with the seed \(conditions.seed).\(part) \(Markdown.escaped(machine.sentence))
            """
    }

    private var verdict: String {
        "## What came of it\n\n" + result.summary.map { "- " + Markdown.escaped($0) }.joined(separator: "\n")
    }

    private var claims: String {
        let count = result.findings.count
        let details = result.findings.filter { !$0.detail.isEmpty }.map { finding in
            "- **\(finding.claim.rawValue) \(Markdown.escaped(finding.claim.name))**, \(Markdown.escaped(finding.attack)), \(Markdown.escaped(finding.statistic)): \(Markdown.escaped(finding.detail))"
        }
        return """
            ## Attacks on the service as it is

            A claim is upheld where every statistic of every attack on it stays at or below its threshold. Thresholds are set so
            that a service which keeps its promises is called broken by one statistic with a probability of seven millionths at most, so
            by any of the \(count) here with at most \(Wording.number(Double(count) * Self.falseAlarm)). Statistics that count what must not occur have no false alarms to speak of.

            \(result.claimTable.markdown)
            """ + (details.isEmpty ? "" : "\n\nWhat was looked at:\n\n" + details.joined(separator: "\n"))
    }

    private var mutants: String {
        """
        ## The same attacks on services that are broken on purpose

        An attack that finds nothing proves something only if it would have found it. Each service below has one fault, and is caught
        where a statistic of the attack rises above its threshold. The table shows the one that rose furthest.

        \(result.mutantTable.markdown)
        """
    }

    private var figures: String {
        let drawn = DrawnFigure.all(of: result)
        guard !drawn.isEmpty else { return "## Figures\n\nNo attack of this run draws anything." }
        return "## Figures\n\n"
            + drawn.map { figure in
                let title = Markdown.escaped("Claim \(figure.claim.rawValue): \(figure.figure.title)")
                return "\(title).\n\n![\(title)](\(figureFolder)/\(figure.name).svg)"
            }.joined(separator: "\n\n")
    }

    private var durations: String {
        let rows =
            result.attacks.map { ["\($0.claim.rawValue)", $0.name, "", Wording.seconds($0.duration)] }
            + result.mutants.map { ["\($0.claim.rawValue)", $0.attackName, $0.name, Wording.seconds($0.duration)] }
        return "## How long each took\n\n" + Table(["claim", "attack", "mutant", "time"], rows).markdown
    }

    private var reproduction: String {
        """
        ## Run it again

        ```sh
        Scripts/privacy --seed \(conditions.seed)
        ```

        makes this page and its figures anew, on two processors in less than 20 minutes after the build. The seed repeats what the attacks choose;
        keys, dummies and times are new each time, so the numbers differ a little and the verdicts should not. Nothing
        else should run on the machine: the attacks on time measure microseconds. `Scripts/privacy --help` says how to run a part of it, and
        `Scripts/test` runs all of it at a small size.
        """
    }
}
