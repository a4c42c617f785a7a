internal import Figures
internal import LoadGeneration

/// Turns at the service and as many at the bare server, in the same run.
struct RequestTurns {
    /// How often both have their turn.
    static let rounds = 3
    /// Enough that the release delay is not the limit at many thousands of polls a second, and few enough that none waits
    /// so long that it is turned away (with 512 some were, in an hour in which the machine was slow).
    static let connections = 384
    /// What the paths are compared with.
    static let library = "a bare Hummingbird handler over the same TLS"

    /// Turns at the service.
    let service: [RequestPair.Outcome]
    /// Turns at the bare server.
    let bare: [RequestPair.Outcome]

    /// A load that the connections limit alone.
    static func closed(_ duration: Duration, count: Int = .max) -> OfferedLoad {
        OfferedLoad(arrivalsPerSecond: nil, duration: duration, count: count, connections: connections)
    }

    /// A load of so many a second, whatever becomes of them.
    static func open(_ perSecond: Double, _ duration: Duration) -> OfferedLoad {
        OfferedLoad(arrivalsPerSecond: perSecond, duration: duration, connections: connections)
    }

    /// Both in turns, the order changing from round to round.
    static func measure(
        rounds: Int = rounds, _ service: () async throws -> RequestPair.Outcome,
        against bare: () async throws -> RequestPair.Outcome
    ) async throws -> RequestTurns {
        var (services, bares): ([RequestPair.Outcome], [RequestPair.Outcome]) = ([], [])
        for round in 0..<rounds {
            if round.isMultiple(of: 2) { bares.append(try await bare()) }
            services.append(try await service())
            if !round.isMultiple(of: 2) { bares.append(try await bare()) }
        }
        return RequestTurns(service: services, bare: bares)
    }

    /// The median over the rounds.
    func ratio(_ ratio: (RequestPair.Outcome, RequestPair.Outcome) -> Double) -> Double {
        Comparison.median(zip(service, bare).map(ratio))
    }

    /// Rates and times of both.
    var details: [String] {
        [("service", service), ("bare", bare)].map { Self.rate(of: $0.1, as: $0.0) } + latencies
    }

    /// What some turns achieved.
    static func rate(of turns: [RequestPair.Outcome], as name: String) -> String {
        let (rate, time) = (turns.map(\.perSecond), turns.map(\.microsecondsEach))
        let generator = Comparison.median(turns.map(\.generatorMicrosecondsEach))
        return "\(name): \(Wording.number(Comparison.median(rate).rounded()))/s, "
            + "\(Wording.fixed(Comparison.median(time), 1)) µs of processor time each, "
            + "\(Wording.fixed(generator, 1)) µs of the generator's, on \(connections) connections"
    }

    private var latencies: [String] {
        Self.latency(of: service.compactMap { $0.report.polls ?? $0.report.stores }, of: nil).map {
            ["latency when as much as possible is asked: \($0)"]
        } ?? []
    }

    /// "polls: p50 30.0 ms, p99 40.0 ms": the medians over some turns; nothing where nothing was answered.
    static func latency(of turns: [LatencySummary], of name: String?) -> String? {
        guard !turns.isEmpty else { return nil }
        return (name.map { "\($0): " } ?? "") + "p50 \(Wording.fixed(Comparison.median(turns.map(\.p50)), 1)) ms, "
            + "p99 \(Wording.fixed(Comparison.median(turns.map(\.p99)), 1)) ms"
    }
}
