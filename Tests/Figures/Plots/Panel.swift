/// The field between the axes of a plot.
struct Panel {
    let horizontal: Scale
    let vertical: Scale
    private static let (left, right, top, bottom) = (70.0, 700.0, 40.0, 330.0)
    private static let gray = Stroke("#d0d0d0", width: 0.5)
    private static let black = Stroke("#222222")

    /// The plot that it is part of.
    static var drawing: SVGDrawing { SVGDrawing(width: 720, height: 390) }

    /// A place in the drawing; what lies beyond an axis is moved to its end.
    func point(_ x: Double, _ y: Double) -> (Double, Double) {
        let (across, up) = (clamped(horizontal.fraction(x)), clamped(vertical.fraction(y)))
        return (
            Self.left + across * (Self.right - Self.left), Self.bottom - up * (Self.bottom - Self.top)
        )
    }

    /// Draws title, axes and marks.
    func drawAxes(of title: String, _ across: String, _ up: String, into drawing: inout SVGDrawing) {
        drawing.text(title, at: ((Self.left + Self.right) / 2, 22), .middle, size: 14)
        for tick in horizontal.ticks {
            let place = point(tick, vertical.range.lowerBound)
            drawing.line(place, (place.0, Self.top), Self.gray)
            drawing.text(horizontal.label(tick), at: (place.0, Self.bottom + 16), .middle, size: 11)
        }
        for tick in vertical.ticks {
            let place = point(horizontal.range.lowerBound, tick)
            drawing.line(place, (Self.right, place.1), Self.gray)
            drawing.text(vertical.label(tick), at: (Self.left - 6, place.1 + 4), .end, size: 11)
        }
        drawing.line((Self.left, Self.top), (Self.left, Self.bottom), Self.black)
        drawing.line((Self.left, Self.bottom), (Self.right, Self.bottom), Self.black)
        drawing.text(across, at: ((Self.left + Self.right) / 2, Self.bottom + 34), .middle)
        drawing.text(up, at: (16, (Self.top + Self.bottom) / 2), .middle, isUpright: true)
    }

    /// Draws what the colours mean, in the upper right corner.
    func drawLegend(_ names: [String], into drawing: inout SVGDrawing) {
        let longest = names.map(\.count).max() ?? 0
        let start = Self.right - 40 - Double(longest) * 6.6
        drawing.box(
            x: start - 6, y: Self.top + 4, width: Self.right - start + 2, height: Double(names.count) * 17 + 6,
            "#ffffff",
            opacity: 0.8)
        for (number, name) in names.enumerated() {
            let y = Self.top + 18 + Double(number) * 17
            drawing.line((start, y - 4), (start + 24, y - 4), Stroke.series(number))
            drawing.text(name, at: (start + 30, y), size: 11)
        }
    }

    /// A remark under the axis.
    func drawRemark(_ words: String, into drawing: inout SVGDrawing) {
        drawing.text(words, at: (Self.right, Self.bottom + 52), .end, size: 10)
    }

    private func clamped(_ fraction: Double) -> Double { min(1, max(0, fraction)) }
}
