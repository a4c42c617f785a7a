/// A metric that may be exposed: its name, what it tells, and every label value that it may have.
///
/// What is not described is not kept. So no library can add a metric, and nobody a label value, that was not
/// thought about: an index or an address cannot become one by mistake.
package struct MetricDescription: Sendable {
    /// What kind of metric it is.
    package enum Kind: Sendable {
        /// Goes up only, and begins at 0 with the process.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts how many values were in which range.
        case histogram(Buckets)

        /// How the text names it.
        var name: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    /// A label and all the values that it may have.
    package struct Label: Sendable {
        /// Its name.
        package let name: String
        /// Its values.
        package let values: Set<String>

        /// A label as given.
        package init(_ name: String, _ values: some Sequence<String>) {
            self.name = name
            self.values = Set(values)
        }
    }

    /// Its name, the same for Prometheus and for swift-metrics.
    package let name: String
    /// What it is.
    package let kind: Kind
    /// One sentence about it.
    package let help: String
    /// Its labels, in their order.
    package let labels: [Label]

    /// A description as given.
    package init(_ name: String, _ kind: Kind, _ help: String, labels: [Label] = []) {
        precondition(Self.isName(name), "\(name) cannot be the name of a metric")
        for label in labels { precondition(Self.isName(label.name), "\(label.name) cannot be the name of a label") }
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }

    /// Whether these are the described labels, in their order, with values that they may have.
    func allows(_ dimensions: [(String, String)]) -> Bool {
        dimensions.count == labels.count
            && zip(labels, dimensions).allSatisfy { $0.name == $1.0 && $0.values.contains($1.1) }
    }

    /// Whether Prometheus takes a name (its data model also allows a colon, which is for rules alone).
    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
