package import CoreMetrics

/// What is counted of retrievals: nothing that goes by what is stored, and nothing of what was found.
package struct RetrievalCounters: Sendable {
    /// Answers that left more than a quantum after their time.
    let late: Counter
    /// Retrievals that were not looked for, since too many came before them.
    let unpaced: Counter

    /// Makes the handles.
    package init(_ factory: any MetricsFactory = MetricsSystem.factory) {
        late = Counter(label: "cps_retrievals_late_total", factory: factory)
        unpaced = Counter(label: "cps_retrievals_of_dummies_alone_total", factory: factory)
    }
}
