import Adversaries
import Foundation
import Testing

@testable import Figures
@testable import PrivacyReport

@Suite struct ReportTests {
    private let machine = Machine(
        processor: "Example CPU <2> @ 3 GHz", processors: 2, gibibytes: 15.6, kernel: "6.1.0",
        swift: "Swift version 6.3")

    private func report(on result: RunResult, figuresIn folder: String = "privacy-report") -> PrivacyReport {
        PrivacyReport(
            on: result, conditions: RunConditions(size: .full, seed: 7), machine: machine, day: "2026-01-31",
            duration: .seconds(1020), figuresIn: folder)
    }

    private static let drawing = Figure(
        "time with a|quantum", title: "With [a] call", .histogram, horizontal: "ms", vertical: "share",
        [.init("no call", [1, 2, 3])])

    private static func drawn(_ values: Double...) -> PlannedAttack {
        PlannedAttack(.time, "an attack") { [values] in
            Evidence(values.map { PlannedExamples.finding($0) }, figures: [drawing])
        }
    }

    @Test func itSaysWhatItWasMadeWith() async throws {
        let page = report(on: try await PlannedExamples.result([Self.drawn(1)])).markdown
        for words in [
            "2026-01-31", "Example CPU \\<2\\> @ 3 GHz", "2 processors", "16 GiB", "Linux 6.1.0", "Swift version 6.3",
            "at full size with the seed 7",
            "17:00 minutes", "at most 7.0e-06", "Scripts/privacy --seed 7", "Only 1 of the 11 claims", "| upheld |",
            "| caught |",
        ] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test func itSaysWhatIsBroken() async throws {
        let page = report(on: try await PlannedExamples.result([Self.drawn(9)], [PlannedExamples.mutant(finding: 1)]))
            .markdown
        #expect(page.contains("- Claim 6 (time) is not upheld."))
        #expect(page.contains("- The mutant no-quantum survived an attack."))
        #expect(page.contains("| BROKEN |") && page.contains("| SURVIVED |"))
    }

    @Test func figuresLieBesideThePageAndOldOnesGo() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let figures = folder.appending(path: "privacy-report")
        try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: true)
        try Data().write(to: figures.appending(path: "old.svg"))
        try Data().write(to: figures.appending(path: "kept.txt"))
        let result = try await PlannedExamples.result([Self.drawn(1), Self.drawn(2)])
        try ReportFolder(folder.path).write(report(on: result))
        let names = try FileManager.default.contentsOfDirectory(atPath: figures.path).sorted()
        #expect(names == ["kept.txt", "time-with-a-quantum-2.svg", "time-with-a-quantum.svg"])
        let page = try String(contentsOf: folder.appending(path: "privacy-report.md"), encoding: .utf8)
        for name in names where name.hasSuffix("svg") { #expect(page.contains("(privacy-report/\(name))")) }
        #expect(page.contains("![Claim 6: With \\[a\\] call]"))
    }

    @Test func aMutantIsDrawnWhereThePlanSaysSo() async throws {
        for isDrawn in [true, false] {
            let mutant = PlannedMutant("no-quantum", "x", breaking: .time, attackedBy: "a", isDrawn: isDrawn) {
                Evidence([PlannedExamples.finding(9)], figures: [Self.drawing])
            }
            let result = try await PlannedExamples.result([PlannedExamples.attack(finding: 1)], [mutant])
            #expect(
                DrawnFigure.all(of: result).map(\.name) == (isDrawn ? ["time-with-a-quantum-no-quantum"] : []))
        }
    }

    @Test func theMachineHasNoName() {
        #expect(
            Machine.processorName(in: "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: x")
                == "Some CPU @ 2 GHz")
        #expect(Machine.processorName(in: "").contains("does not name"))
        let sentence = Machine.here(swift: "Swift version 6.3").sentence
        #expect(!sentence.contains(ProcessInfo.processInfo.hostName))
        #expect(sentence.hasPrefix("The machine has "))
    }

    @Test func stolenTimeIsAShareOfAll() throws {
        let before = try #require(ProcessorTimes(stat: "cpu  10 1 5 80 1 1 1 1 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n"))
        #expect(before == ProcessorTimes(all: 100, stolen: 1))
        #expect(ProcessorTimes(all: 300, stolen: 51).stolenShare(since: before) == 0.25)
        #expect(before.stolenShare(since: before) == 0)
        for text in ["", "cpu", "cpu 1 2 3 4 5 6 7", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3 4 5 6 7 x"] {
            #expect(ProcessorTimes(stat: text) == nil)
        }
    }
}
