import Adversaries
import PrivacyReport
import Testing

@Suite struct VerdictTests {
    @Test func everyClaimUpheldAndEveryMutantCaughtIsGood() async throws {
        let result = try await PlannedExamples.result([PlannedExamples.attack(finding: 1, 4.5)])
        #expect(result.isGood)
        #expect(result.isUpheld(.time))
        #expect(result.summary.count == 1)
    }

    @Test func oneFindingAboveItsThresholdBreaksTheClaim() async throws {
        let result = try await PlannedExamples.result([PlannedExamples.attack(finding: 1, 4.6)])
        #expect(!result.isGood)
        #expect(result.broken == [.time])
    }

    @Test func noNumberBreaksTheClaim() async throws {
        #expect(try await !PlannedExamples.result([PlannedExamples.attack(finding: 1, .nan)]).isGood)
    }

    @Test func aFindingAboutAnotherClaimThanTheAttacksOwnCounts() async throws {
        let both = PlannedAttack(.time, "an attack") {
            Evidence([PlannedExamples.finding(1), PlannedExamples.finding(about: .neighbours, 9)])
        }
        let result = try await PlannedExamples.result([both])
        #expect(result.isUpheld(.time))
        #expect(result.broken == [.neighbours])
        #expect(!result.isGood)
    }

    @Test func anAttackThatFailsUpholdsNothing() async throws {
        let result = try await PlannedExamples.result([
            PlannedExamples.attack(finding: 1), PlannedExamples.failingAttack(),
        ])
        #expect(result.broken == [.time])
        #expect(!result.isGood)
        #expect(result.summary.contains { $0.contains("the service did not start") })
    }

    @Test func anAttackWithoutAFindingUpholdsNothing() async throws {
        #expect(try await !PlannedExamples.result([PlannedExamples.attack()]).isGood)
        #expect(
            try await !PlannedExamples.result([PlannedExamples.attack(finding: 1), PlannedExamples.attack()]).isGood)
    }

    @Test func aClaimThatNothingAttacksIsNotUpheld() async throws {
        let result = try await PlannedExamples.result(
            [PlannedExamples.attack(finding: 1)], covering: [.time, .blind])
        #expect(result.broken == [.blind])
        #expect(result.gaps.contains("There is no attack for claim 8 (blind)."))
        #expect(!result.isGood)
    }

    @Test func nothingAtAllIsNotGood() async throws {
        #expect(try await !PlannedExamples.result([], [], covering: []).isGood)
    }

    @Test func aClaimWhoseAttackIsNeverSeenToSucceedIsAGap() async throws {
        let result = try await PlannedExamples.result([PlannedExamples.attack(finding: 1)], [])
        #expect(result.gaps == ["There is no mutant for claim 6 (time)."])
        #expect(!result.isGood)
    }

    @Test func aMutantThatWasForgottenIsAGap() async throws {
        let known: [(name: String, breaks: Set<Claim>)] = [
            ("no-quantum", [.time]), ("late-quantum", [.time]), ("of-another-claim", [.blind]),
        ]
        let result = try await PlannedExamples.result([PlannedExamples.attack(finding: 1)], known: known)
        #expect(result.gaps.count == 1)
        #expect(result.gaps.first?.contains("late-quantum") == true)
        #expect(!result.isGood)
    }

    @Test func aMutantThatSurvivesIsNotGood() async throws {
        let result = try await PlannedExamples.result(
            [PlannedExamples.attack(finding: 1)], [PlannedExamples.mutant(finding: 4.4)])
        #expect(result.survivors.map(\.name) == ["no-quantum"])
        #expect(result.isUpheld(.time))
        #expect(!result.isGood)
    }

    @Test func oneFindingCatchesAMutant() async throws {
        let result = try await PlannedExamples.result(
            [PlannedExamples.attack(finding: 1)], [PlannedExamples.mutant(finding: 1, 7, 5)])
        #expect(result.isGood)
        #expect(result.mutants.first?.strongest?.value == 7)
    }

    @Test func noNumberCatchesNoMutant() async throws {
        let result = try await PlannedExamples.result(
            [PlannedExamples.attack(finding: 1)], [PlannedExamples.mutant(finding: .nan)])
        #expect(!result.isGood)
    }

    @Test func anAttackThatFailsCatchesNoMutant() async throws {
        let result = try await PlannedExamples.result(
            [PlannedExamples.attack(finding: 1)], [PlannedExamples.failingMutant()])
        #expect(!result.isGood)
        #expect(result.summary.contains { $0.contains("survived") && $0.contains("the service did not start") })
    }

    @Test func aFindingAboutAnotherClaimCatchesNoMutant() async throws {
        let mutant = PlannedMutant("m", "x", breaking: .time, attackedBy: "an attack") {
            Evidence([PlannedExamples.finding(about: .neighbours, 9)])
        }
        #expect(try await !PlannedExamples.result([PlannedExamples.attack(finding: 1)], [mutant]).isGood)
    }

    @Test func aPartOfAPlanHasNoOtherClaims() async throws {
        let plan = Plan(
            attacks: [PlannedExamples.attack(.time), PlannedExamples.attack(.blind)],
            mutants: [PlannedExamples.mutant("a", .time), PlannedExamples.mutant("b", .blind)]
        ).only([.blind])
        #expect(plan.attacks.map(\.claim) == [.blind])
        #expect(plan.mutants.map(\.name) == ["b"])
    }

    @Test func anInterruptedRunHasNoResult() async throws {
        let run = Task {
            try await PlannedExamples.result([
                PlannedAttack(.time, "an attack") {
                    try await Task.sleep(for: .seconds(600))
                    return Evidence()
                }
            ])
        }
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
    }
}
