internal import CallPlacement
internal import CoreMetrics

/// Counts what becomes of requests, and how long those take that are answered.
///
/// All handles are made ahead: a request costs a place in an array, two additions and a look at the clock.
struct RequestMetrics: Sendable {
    /// The handles of one kind of request.
    private final class Handles: Sendable {
        let answered: Counter
        let others: [Outcome: Counter]
        let unfinished: Counter
        let duration: CoreMetrics.Timer?

        init(_ kind: RequestKind, on listener: ListenerError.Name, _ factory: any MetricsFactory) {
            func counter(_ outcome: Outcome) -> Counter {
                Counter(
                    label: "cps_requests_total",
                    dimensions: [("listener", listener.rawValue), ("route", kind.name), ("outcome", outcome.name)],
                    factory: factory)
            }
            let unfinished = counter(.unfinished)
            others = Dictionary(uniqueKeysWithValues: kind.outcomes.map { ($0, counter($0)) })
            answered = others[.ok] ?? unfinished
            duration =
                kind.isTimed
                ? Timer(label: "cps_request_duration_seconds", dimensions: [("route", kind.name)], factory: factory)
                : nil
            self.unfinished = unfinished
        }
    }

    /// By the kind's number; `nil` for those that the listener does not have.
    private let handles: [Handles?]

    /// Makes the handles of a listener.
    init(_ listener: ListenerError.Name, _ factory: any MetricsFactory) {
        let all = Set(RequestKind.all(on: listener))
        handles = RequestKind.allCases.map { all.contains($0) ? Handles($0, on: listener, factory) : nil }
    }

    /// Counts a request that has its answer now.
    ///
    /// The same is done whatever the answer holds: of what was found, nothing is known here.
    func count(_ kind: RequestKind, _ outcome: Outcome, since arrival: ContinuousClock.Instant) {
        guard let handles = handles[kind.rawValue] else { return }
        guard outcome == .ok else { return (handles.others[outcome] ?? handles.unfinished).increment() }
        handles.answered.increment()
        handles.duration?.recordNanoseconds(arrival.duration(to: .now).wholeNanoseconds)
    }
}
