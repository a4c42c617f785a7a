import Adversaries
import Foundation
import FoundationXML
import SeededRandomness
import Testing

@testable import Figures
@testable import PrivacyReport

@Suite struct PlotTests {
    private func figure(_ form: Figure.Form, _ series: [Figure.Series], name: String = "f", title: String = "t")
        -> Figure
    {
        Figure(name, title: title, form, horizontal: "x", vertical: "y", series)
    }

    @Test(arguments: [Figure.Form.histogram, .cumulative, .bars, .curve])
    func whateverIsDrawnIsSmallAndWellFormed(_ form: Figure.Form) throws {
        var generator = SeededGenerator(seed: 1)
        let values = (0..<50_000).map { _ in Double.random(in: 4...6, using: &generator) }
        let places = (0..<50_000).map(Double.init)
        let series = ["one", "two", "three"].map { Figure.Series($0, values, at: form == .curve ? places : []) }
        let svg = Plot.svg(figure(form, series))
        #expect(svg.utf8.count < FigureFolder.largestFigure)
        #expect(svg.utf8.count > 2000)
        try Elements.check(svg)
    }

    @Test(arguments: [Figure.Form.histogram, .cumulative, .bars, .curve])
    func nothingAndNoNumbersAreDrawnToo(_ form: Figure.Form) throws {
        let rows: [[Double]] = [[], [.nan], [.infinity, -.infinity], [0], [3, 3, 3]]
        for values in rows {
            try Elements.check(Plot.svg(figure(form, [Figure.Series("s", values, at: values)])))
        }
        try Elements.check(Plot.svg(figure(form, [])))
    }

    @Test func wordsAreEscaped() throws {
        let svg = Plot.svg(figure(.bars, [Figure.Series("<a> & \"b\"", [1])], title: "0 < 64 & </svg><script>"))
        #expect(svg.contains("&lt;a&gt; &amp; &quot;b&quot;"))
        #expect(!svg.contains("<script"))
        try Elements.check(svg)
    }

    @Test func onDarkPagesTheGroundIsWhite() {
        #expect(Plot.svg(figure(.bars, [])).contains("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"))
    }

    @Test func onlyAROCCurveHasADiagonal() {
        let series = [Figure.Series("classifier", [0, 0.6, 1], at: [0, 0.5, 1])]
        #expect(Plot.svg(figure(.curve, series, name: "learner-roc")).contains("guessing"))
        #expect(!Plot.svg(figure(.curve, series, name: "rocket")).contains("guessing"))
        let alarms = Figure(
            "f", title: "t", .curve, horizontal: "false alarms", vertical: "calls found", series)
        #expect(Plot.svg(alarms).contains("guessing"))
    }

    @Test func binsAreShared() {
        let histogram = Histogram([[0, 0, 0, 10], [10, 10]])
        #expect(histogram.range == 0...10)
        #expect(histogram.shares[0].first == 0.75 && histogram.shares[0].last == 0.25)
        #expect(histogram.shares[1].last == 1)
        #expect(histogram.outside == 0)
    }

    @Test func farSamplesAreCountedAndNotDrawn() {
        let near = (0..<2000).map { Double($0) / 2000 }
        let histogram = Histogram([near + [1e6]])
        #expect(histogram.range.upperBound < 1)
        #expect((1...16).contains(histogram.outside))
    }

    @Test func thinningKeepsTheEnds() {
        let thinned = Thinning.thinned(Array(0..<100_000))
        #expect(thinned.count == Thinning.mostPoints)
        #expect((thinned.first, thinned.last) == (0, 99_999))
        #expect(Thinning.thinned([1, 2]) == [1, 2])
        let merged = Thinning.merged((0..<1000).map(Double.init), to: 400)
        #expect(merged.width == 3 && merged.means.count == 334)
        #expect((merged.means.first, merged.means.last) == (1, 999))
    }

    @Test func aCumulativeCurveEndsAtOne() {
        let curve = Thinning.cumulative([3, 1, 2, .nan])
        #expect(curve.map { $0.0 } == [1, 2, 3])
        #expect(curve.last?.1 == 1)
    }
}

/// The elements of a drawing, as a reader of XML sees them.
private final class Elements: NSObject, XMLParserDelegate {
    struct Malformed: Error {}
    private var numbers: [String] = []

    /// Checks that a drawing is well-formed and that no coordinate is anything but a number on it.
    static func check(_ svg: String) throws {
        let elements = Elements()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = elements
        guard parser.parse() else { throw Malformed() }
        for number in elements.numbers {
            let value = try #require(Double(number), "\(number) is a number")
            #expect((-1...721).contains(value))
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        for name in ["x", "y", "x1", "x2", "y1", "y2", "width", "height"] {
            if let value = attributes[name], value != "100%" { numbers.append(value) }
        }
        numbers += (attributes["points"] ?? "").split { $0 == " " || $0 == "," }.map(String.init)
    }
}
