internal import Adversaries
package import Figures

extension RunResult {
    /// Every finding of every claim, and what could not be found out.
    package var claimTable: Table {
        var rows: [[String]] = []
        for claim in claims.union(findings.map(\.claim)).sorted(by: { $0.rawValue < $1.rawValue }) {
            let name = "\(claim.rawValue) \(claim.name)"
            for finding in findings where finding.claim == claim {
                rows.append([
                    name, finding.attack, finding.statistic, Wording.number(finding.value),
                    Wording.number(finding.threshold), finding.succeeded ? "BROKEN" : "upheld",
                ])
            }
            for outcome in attacks where outcome.claim == claim && outcome.omission != nil {
                rows.append([
                    name, outcome.name, outcome.ending.failure.map { Wording.line($0, atMost: 80) } ?? "no finding", "",
                    "", "BROKEN",
                ])
            }
            if !attacks.contains(where: { $0.claim == claim }) {
                rows.append([name, "no attack", "", "", "", "BROKEN"])
            }
        }
        return Table(["claim", "attack", "statistic", "value", "threshold", "verdict"], rows)
    }

    /// Every mutant, with what caught it.
    package var mutantTable: Table {
        Table(
            ["mutant", "what is broken", "claim", "attack", "statistic", "value", "threshold", "verdict"],
            mutants.map { mutant in
                let finding = mutant.strongest
                return [
                    mutant.name, mutant.fault, "\(mutant.claim.rawValue)", finding?.attack ?? mutant.attackName,
                    finding?.statistic ?? mutant.ending.failure.map { Wording.line($0, atMost: 80) } ?? "no finding",
                    finding.map { Wording.number($0.value) } ?? "",
                    finding.map { Wording.number($0.threshold) } ?? "", mutant.isCaught ? "caught" : "SURVIVED",
                ]
            })
    }
}
