import Figures
import Measurements
import Testing

@Suite("The page about speed")
struct BenchmarkReportTests {
    private struct Impossible: Error {}

    private let good = Measured(
        "dummies | all", against: "bare", .atLeast(0.6), ratio: 0.75, details: ["1 µs against 2 µs"],
        figures: [Figure("cost", title: "Cost", .bars, horizontal: "a", vertical: "b", [.init("x", [1, 2])])])
    private let bad = Measured("stores", against: "bare", .atMost(1.15), ratio: 1.2, details: [])

    private func page(_ outcomes: [MeasurementOutcome], after duration: Duration = .seconds(61)) -> BenchmarkReport {
        BenchmarkReport(
            on: outcomes, machine: Machine(processor: "P", processors: 2, gibibytes: 24, kernel: "6", swift: "S"),
            day: "2026-01-31", duration: duration)
    }

    @Test("says of each goal whether it is met")
    func verdicts() {
        let page = page([MeasurementOutcome("a", lines: [good, bad], duration: .seconds(1))])
        #expect(page.table.rows.map { $0[4] } == ["met", "NOT met"])
        #expect(page.table.rows.map { $0[2] } == ["at least 0.6000", "at most 1.15"])
        #expect(page.summary == "1 of 2 measured goals are met, 1 is not.")
        #expect(page.markdown.contains("dummies \\| all"))
        #expect(page.markdown.contains("(benchmarks/cost.svg)"))
        #expect(page.figures.map(\.name) == ["cost"])
    }

    @Test("what could not be measured is no goal that is met")
    func failures() async {
        let failed = await MeasurementOutcome.of(Measurement("broken") { throw Impossible() })
        let page = page([MeasurementOutcome("a", lines: [good], duration: .seconds(1)), failed])
        #expect(page.summary == "1 of 1 measured goals are met, 0 are not; 1 could not be measured.")
        #expect(page.table.rows.last == ["broken", "", "", "could not be measured", "NOT met"])
        #expect(page.markdown.contains("Impossible()"))
    }

    @Test("says how much of the processors' time neighbours had")
    func stolenTime() async {
        let quiet = MeasurementOutcome("a", lines: [good], duration: .seconds(1), stolenShare: 0.256)
        let markdown = page([quiet, MeasurementOutcome("b", lines: [], duration: .seconds(1))]).markdown
        #expect(markdown.contains("| a | 1.0 s | 26 % |"))
        #expect(markdown.contains("| b | 1.0 s | not known |"))
        let share = await MeasurementOutcome.of(Measurement("c") { [] }).stolenShare
        #expect(share.map { (0...1).contains($0) } == true)
    }

    @Test("says so where it took longer than 20 minutes")
    func lateness() {
        #expect(!page([], after: .seconds(1200)).markdown.contains("longer than"))
        #expect(
            page([], after: .seconds(1201)).markdown.contains("after 20:01 minutes, which is longer than the 20:00"))
    }

    @Test("where all is well it says so")
    func allMet() {
        #expect(page([MeasurementOutcome("a", lines: [good], duration: .zero)]).summary == "All 1 goals are met.")
    }
}
