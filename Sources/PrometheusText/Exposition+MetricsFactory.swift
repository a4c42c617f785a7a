package import CoreMetrics

/// What is not described, or is of another kind, is recorded nowhere.
extension Exposition: MetricsFactory {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let cell = cell(label, dimensions) { kind in
            if case .counter = kind { .counter(CounterCell()) } else { nil }
        }
        return if case .counter(let cell)? = cell { cell } else { NOOPMetricsHandler.instance }
    }

    /// A gauge, or a counter that somebody else counts and that is only shown here.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions, orShownCounter: true) ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else {
            return gauge(label, dimensions, orShownCounter: false) ?? NOOPMetricsHandler.instance
        }
        return histogram(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    // A series stays until the process ends: Prometheus would take one that vanishes for a fault.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func gauge(
        _ label: String, _ dimensions: [(String, String)], orShownCounter: Bool
    ) -> GaugeCell? {
        let cell = cell(label, dimensions) { kind in
            switch kind {
            case .gauge: .gauge(GaugeCell())
            case .counter where orShownCounter: .gauge(GaugeCell())
            case .counter, .histogram: nil
            }
        }
        return if case .gauge(let cell)? = cell { cell } else { nil }
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramCell? {
        let cell = cell(label, dimensions) { kind in
            if case .histogram(let buckets) = kind { .histogram(HistogramCell(buckets)) } else { nil }
        }
        return if case .histogram(let cell)? = cell { cell } else { nil }
    }
}
