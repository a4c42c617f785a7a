extension Exposition {
    /// The media type of ``text``.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// All that is kept, in Prometheus's text format, version 0.0.4. A metric that nobody has a handle of is left out.
    package var text: String {
        var text = ""
        for (description, series) in content where !series.isEmpty {
            text += "# HELP \(description.name) \(Self.escaped(description.help))\n"
            text += "# TYPE \(description.name) \(description.kind.name)\n"
            for series in series { Self.write(series, of: description, to: &text) }
        }
        return text
    }

    private static func write(_ series: Series, of description: MetricDescription, to text: inout String) {
        let labels = zip(description.labels, series.values).map { "\($0.name)=\"\(escaped($1, quoted: true))\"" }
        switch series.cell {
        case .counter(let cell): write(description.name, labels, "\(cell.value)", to: &text)
        case .gauge(let cell): write(description.name, labels, number(cell.value), to: &text)
        case .histogram(let cell):
            let (content, buckets) = (cell.content, cell.buckets)
            var total = 0
            for (place, count) in content.counts.enumerated() {
                total += count
                let bound = place < buckets.bounds.count ? Double(buckets.bounds[place]) / buckets.scale : .infinity
                write(description.name + "_bucket", labels + ["le=\"\(number(bound))\""], "\(total)", to: &text)
            }
            write(description.name + "_sum", labels, number(Double(content.sum) / buckets.scale), to: &text)
            write(description.name + "_count", labels, "\(total)", to: &text)
        }
    }

    private static func write(_ name: String, _ labels: [String], _ value: String, to text: inout String) {
        text += name
        if !labels.isEmpty { text += "{" + labels.joined(separator: ",") + "}" }
        text += " " + value + "\n"
    }

    /// A number as Prometheus writes it.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Whole numbers without a point, as far as a `Double` tells them apart.
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return "\(Int64(value))" }
        return "\(value)"
    }

    /// A text with what ends a line, and where it stands in quotes what ends those, written otherwise.
    private static func escaped(_ text: String, quoted: Bool = false) -> String {
        let text = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quoted ? text.replacing("\"", with: "\\\"") : text
    }
}
