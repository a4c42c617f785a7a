/// Draws a figure.
package enum Plot {
    /// The most bars of one figure.
    private static let mostBars = 800

    /// The figure as an SVG file.
    package static func svg(_ figure: Figure) -> String {
        switch figure.form {
        case .histogram: histogram(figure)
        case .cumulative: lines(figure, figure.series.map { Thinning.cumulative($0.values) }, height: 0...1)
        case .bars: bars(figure)
        case .curve: curves(figure)
        }
    }

    /// Steps over shared bins, so that series that lie on one another can be seen.
    private static func histogram(_ figure: Figure) -> String {
        let histogram = Histogram(figure.series.map(\.values))
        let highest = histogram.shares.flatMap { $0 }.max() ?? 1
        let panel = Panel(horizontal: Scale(histogram.range), vertical: Scale(0...highest * 1.05))
        let width = (panel.horizontal.range.upperBound - panel.horizontal.range.lowerBound) / Double(Histogram.binCount)
        return drawn(figure, on: panel) { drawing in
            for (number, shares) in histogram.shares.enumerated() {
                let steps = shares.enumerated().flatMap { bin, share in
                    [bin, bin + 1].map { edge in
                        panel.point(panel.horizontal.range.lowerBound + Double(edge) * width, share)
                    }
                }
                drawing.path(steps, .series(number))
            }
            if histogram.outside > 0 {
                panel.drawRemark(
                    "\(Wording.grouped(histogram.outside)) samples lie beyond the axis", into: &drawing)
            }
        }
    }

    /// Bars side by side for each place.
    private static func bars(_ figure: Figure) -> String {
        let longest = max(1, figure.series.map(\.values.count).max() ?? 1)
        let most = mostBars / max(1, figure.series.count)
        let rows = figure.series.map { Thinning.merged($0.values.map { $0.isFinite ? $0 : 0 }, to: most) }
        let heights = rows.flatMap(\.means)
        let panel = Panel(
            horizontal: Scale(-0.5...Double(longest) - 0.5),
            vertical: Scale(min(0, heights.min() ?? 0)...max(0, heights.max() ?? 1) * 1.05))
        let width = 0.8 / Double(max(1, rows.count))
        return drawn(figure, on: panel) { drawing in
            for (number, row) in rows.enumerated() {
                for (group, height) in row.means.enumerated() {
                    let (start, end) = (0.1 + Double(number) * width, 0.1 + Double(number + 1) * width)
                    let low = panel.point((Double(group) + start) * Double(row.width) - 0.5, min(0, height))
                    let high = panel.point((Double(group) + end) * Double(row.width) - 0.5, max(0, height))
                    drawing.box(
                        x: low.0, y: high.1, width: max(0.4, high.0 - low.0), height: low.1 - high.1,
                        Stroke.series(number).color)
                }
            }
        }
    }

    /// Lines through given points; of a ROC curve (one over false alarms, or called so) also the diagonal, on
    /// which an adversary lies that only guesses.
    private static func curves(_ figure: Figure) -> String {
        var series = figure.series.map { series in
            Thinning.thinned(zip(series.places, series.values).filter { $0.isFinite && $1.isFinite })
        }
        var names = figure.series.map(\.name)
        let isROC = figure.name.split(separator: "-").contains("roc") || figure.horizontal == "false alarms"
        if isROC {
            series.append([(0, 0), (1, 1)])
            names.append("guessing")
        }
        return lines(figure, series, height: isROC ? 0...1 : nil, names: names)
    }

    private static func lines(
        _ figure: Figure, _ series: [[(Double, Double)]], height: ClosedRange<Double>?, names: [String]? = nil
    ) -> String {
        let (places, heights) = (series.flatMap { $0.map { $0.0 } }, series.flatMap { $0.map { $0.1 } })
        let panel = Panel(
            horizontal: Scale((places.min() ?? 0)...(places.max() ?? 1)),
            vertical: Scale(height ?? (heights.min() ?? 0)...(heights.max() ?? 1)))
        return drawn(figure, on: panel, names: names) { drawing in
            for (number, points) in series.enumerated() {
                drawing.path(points.map { panel.point($0.0, $0.1) }, .series(number))
            }
        }
    }

    private static func drawn(
        _ figure: Figure, on panel: Panel, names: [String]? = nil, _ draw: (inout SVGDrawing) -> Void
    ) -> String {
        var drawing = Panel.drawing
        panel.drawAxes(of: figure.title, figure.horizontal, figure.vertical, into: &drawing)
        draw(&drawing)
        if figure.series.allSatisfy(\.values.isEmpty) { panel.drawRemark("there is nothing to draw", into: &drawing) }
        panel.drawLegend(names ?? figure.series.map(\.name), into: &drawing)
        return drawing.svg
    }
}
