/// Something to draw in the report.
package struct Figure: Sendable, Codable {
    /// How the series are drawn.
    package enum Form: String, Sendable, Codable {
        /// `values` are samples; drawn as overlaid histograms on shared bins.
        case histogram
        /// `values` are samples; drawn as cumulative distributions.
        case cumulative
        /// `values` are heights at 0, 1, 2, ...; drawn as bars.
        case bars
        /// `values` are y at the x in `places`; drawn as a line.
        case curve
    }

    /// A named row of numbers.
    package struct Series: Sendable, Codable {
        package let name: String
        package let places: [Double]
        package let values: [Double]

        /// A series; `places` only for curves.
        package init(_ name: String, _ values: [Double], at places: [Double] = []) {
            self.name = name
            self.values = values
            self.places = places
        }
    }

    /// The file's name without its ending: "time-with-quantum".
    package let name: String
    package let title: String
    package let form: Form
    /// What the axes say.
    package let horizontal: String
    package let vertical: String
    package let series: [Series]

    /// A figure as given.
    package init(
        _ name: String, title: String, _ form: Form, horizontal: String, vertical: String, _ series: [Series]
    ) {
        self.name = name
        self.title = title
        self.form = form
        self.horizontal = horizontal
        self.vertical = vertical
        self.series = series
    }
}
