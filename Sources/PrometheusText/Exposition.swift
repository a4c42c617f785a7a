internal import Synchronization

/// Keeps what is counted and measured in the process, and writes it as Prometheus reads it.
///
/// Handles are made once, under a lock; what they record goes to atomic numbers of their own, without any.
package final class Exposition: Sendable {
    /// Where one series is kept.
    enum Cell: Sendable {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)
    }

    /// One metric with one set of label values.
    struct Series: Sendable {
        let values: [String]
        let cell: Cell
    }

    /// What may be kept, in the order in which it is written.
    let descriptions: [MetricDescription]
    private let places: [String: Int]
    private let series: Mutex<[[Series]]>

    /// Keeps what is described, each metric once, and nothing else.
    package init(_ descriptions: [MetricDescription]) {
        self.descriptions = descriptions
        places = Dictionary(uniqueKeysWithValues: descriptions.enumerated().map { ($1.name, $0) })
        series = Mutex(descriptions.map { _ in [] })
    }

    /// The series of each metric, in the order in which they were made.
    var content: [(description: MetricDescription, series: [Series])] {
        let all = series.withLock { $0 }
        return zip(descriptions, all).map { (description: $0, series: $1) }
    }

    /// The place of a series, made where there is none yet.
    ///
    /// - Parameter make: makes the place; `nil` where the metric is of another kind.
    /// - Returns: `nil` for what is not described.
    func cell(
        _ name: String, _ dimensions: [(String, String)], _ make: (MetricDescription.Kind) -> Cell?
    ) -> Cell? {
        guard let place = places[name], descriptions[place].allows(dimensions) else { return nil }
        let values = dimensions.map(\.1)
        return series.withLock { series in
            if let known = series[place].first(where: { $0.values == values }) { return known.cell }
            guard let cell = make(descriptions[place].kind) else { return nil }
            series[place].append(Series(values: values, cell: cell))
            return cell
        }
    }
}
