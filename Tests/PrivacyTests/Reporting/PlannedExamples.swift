import Adversaries
import PrivacyReport

/// Attacks whose outcome is known beforehand.
enum PlannedExamples {
    struct Unwilling: Error, CustomStringConvertible {
        let description = "the service did not start"
    }

    static func finding(about claim: Claim = .time, _ value: Double, above threshold: Double = 4.5) -> Finding {
        Finding(claim, "of an example", "Welch's t", value, above: threshold)
    }

    static func attack(_ claim: Claim = .time, finding values: Double...) -> PlannedAttack {
        PlannedAttack(claim, "an attack") { [values] in Evidence(values.map { finding(about: claim, $0) }) }
    }

    static func failingAttack(_ claim: Claim = .time) -> PlannedAttack {
        PlannedAttack(claim, "an attack") { throw Unwilling() }
    }

    static func mutant(_ name: String = "no-quantum", _ claim: Claim = .time, finding values: Double...)
        -> PlannedMutant
    {
        PlannedMutant(name, "answers leave when they are ready", breaking: claim, attackedBy: "an attack") {
            [values] in Evidence(values.map { finding(about: claim, $0) })
        }
    }

    static func failingMutant() -> PlannedMutant {
        PlannedMutant("no-quantum", "answers leave when they are ready", breaking: .time, attackedBy: "an attack") {
            throw Unwilling()
        }
    }

    /// What a run of a plan comes to, with the claim on time to be covered where nothing else is said.
    static func result(
        _ attacks: [PlannedAttack], _ mutants: [PlannedMutant] = [mutant(finding: 9)],
        covering claims: Set<Claim> = [.time],
        known: [(name: String, breaks: Set<Claim>)] = []
    ) async throws -> RunResult {
        try await Runner(Plan(attacks: attacks, mutants: mutants), telling: { _ in }).run(
            covering: claims, known: known)
    }
}
