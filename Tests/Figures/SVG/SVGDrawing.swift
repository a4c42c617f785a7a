/// A drawing of lines, boxes and words, as SVG.
struct SVGDrawing {
    /// Where a piece of text stands to its point.
    enum Anchor: String {
        case start, middle, end
    }

    let width: Int
    let height: Int
    private var elements: [String] = []

    /// An empty drawing on white, also where the page around it is dark.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// A straight line.
    mutating func line(_ from: (Double, Double), _ to: (Double, Double), _ stroke: Stroke) {
        elements.append(
            "<line x1=\"\(coordinate(from.0))\" y1=\"\(coordinate(from.1))\" x2=\"\(coordinate(to.0))\" y2=\"\(coordinate(to.1))\"\(stroke.attributes)/>"
        )
    }

    /// A line through many points.
    mutating func path(_ points: [(Double, Double)], _ stroke: Stroke) {
        guard points.count > 1 else { return }
        let text = points.map { "\(coordinate($0.0)),\(coordinate($0.1))" }.joined(separator: " ")
        elements.append("<polyline fill=\"none\" points=\"\(text)\"\(stroke.attributes)/>")
    }

    /// A filled box.
    mutating func box(x: Double, y: Double, width: Double, height: Double, _ fill: String, opacity: Double = 1) {
        elements.append(
            "<rect x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" width=\"\(coordinate(width))\" height=\"\(coordinate(height))\" fill=\"\(Self.escaped(fill))\"\(opacity < 1 ? " fill-opacity=\"\(coordinate(opacity))\"" : "")/>"
        )
    }

    /// Words.
    mutating func text(
        _ words: String, at point: (Double, Double), _ anchor: Anchor = .start, size: Int = 12, isUpright: Bool = false
    ) {
        let place = "x=\"\(coordinate(point.0))\" y=\"\(coordinate(point.1))\""
        let turn =
            isUpright ? " transform=\"rotate(-90 \(coordinate(point.0)) \(coordinate(point.1)))\"" : ""
        elements.append(
            "<text \(place) text-anchor=\"\(anchor.rawValue)\" font-size=\"\(size)\"\(turn)>\(Self.escaped(words))</text>"
        )
    }

    /// The whole file.
    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
        font-family="sans-serif" fill="#222222" role="img">
        <rect width="100%" height="100%" fill="#ffffff"/>
        \(elements.joined(separator: "\n"))
        </svg>

        """
    }

    /// Text as it may stand in an element or an attribute.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    private func coordinate(_ value: Double) -> String {
        let text = Wording.fixed(value, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
