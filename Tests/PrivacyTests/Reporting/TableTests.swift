import Adversaries
import PrivacyReport
import Testing

@testable import Figures

@Suite struct TableTests {
    @Test func columnsLineUp() {
        let table = Table(["claim", "value"], [["time", "1"], ["no intersection", "2"]])
        #expect(
            table.text == """
                claim            value
                time             1
                no intersection  2
                """)
    }

    @Test func signsOfMarkdownAreEscaped() {
        let table = Table(["a|b"], [["<b> `x` *y* [z](w) c:\\\n_d_"]])
        #expect(
            table.markdown == #"""
                | a\|b |
                | --- |
                | \<b\> \`x\` \*y\* \[z\](w) c:\\ \_d\_ |
                """#)
    }

    @Test func everyFindingAndEveryOmissionHasARow() async throws {
        let result = try await PlannedExamples.result(
            [PlannedExamples.attack(finding: 1, 9), PlannedExamples.failingAttack()], covering: [.time, .blind])
        let rows = result.claimTable.rows
        #expect(rows.map { $0.last } == ["upheld", "BROKEN", "BROKEN", "BROKEN"])
        #expect(rows[1] == ["6 time", "of an example", "Welch's t", "9", "4.50", "BROKEN"])
        #expect(rows[2][2] == "the service did not start")
        #expect(rows[3][..<2] == ["8 blind", "no attack"])
    }

    @Test func everyMutantHasARow() async throws {
        let rows = try await PlannedExamples.result(
            [],
            [
                PlannedExamples.mutant(finding: 9), PlannedExamples.mutant("b", finding: 2),
                PlannedExamples.failingMutant(),
            ]
        ).mutantTable.rows
        #expect(rows.map { $0.last } == ["caught", "SURVIVED", "SURVIVED"])
        #expect(rows[1][5...6] == ["2", "4.50"])
        #expect(rows[2][4] == "the service did not start")
    }
}
