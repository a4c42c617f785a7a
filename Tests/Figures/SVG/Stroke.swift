/// How a line is drawn.
struct Stroke {
    let color: String
    let width: Double
    /// Lengths of strokes and gaps, for lines that colour alone does not tell apart.
    let dashes: String

    /// A stroke; solid where no dashes are given.
    init(_ color: String, width: Double = 1, dashes: String = "") {
        self.color = color
        self.width = width
        self.dashes = dashes
    }

    /// What an element says of it.
    var attributes: String {
        " stroke=\"\(SVGDrawing.escaped(color))\" stroke-width=\"\(Wording.fixed(width, 1))\""
            + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(SVGDrawing.escaped(dashes))\"")
    }

    /// The stroke of a series: colours that people who do not see red and green tell apart, and dashes besides.
    static func series(_ number: Int) -> Stroke {
        let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
        let dashes = ["", "6 3", "2 2", "8 3 2 3"]
        return Stroke(colors[number % colors.count], width: 1.5, dashes: dashes[number % dashes.count])
    }
}
