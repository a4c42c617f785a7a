import ArgumentParser
import LoadGeneration

/// How much load, for how long, and over what.
struct LoadAmountOptions: ParsableArguments {
    /// A rate, or as fast as it goes.
    enum Rate: ExpressibleByArgument {
        case perSecond(Double)
        case highest

        var defaultValueDescription: String {
            switch self {
            case .perSecond(let rate): "\(Int(rate))"
            case .highest: "max"
            }
        }

        init?(argument: String) {
            if argument == "max" {
                self = .highest
            } else if let rate = Double(argument), (0.01...1_000_000).contains(rate) {
                self = .perSecond(rate)
            } else {
                return nil
            }
        }
    }

    private static let mostPolls = 100_000_000
    /// Each store takes some kilobytes from the beginning, and a token of its own.
    private static let mostStores = 1_000_000
    private static let storesAtMost = 10_000

    @Option(
        help: ArgumentHelp(
            "Stores, polls or calls that begin in a second; max for as many as the connections allow.",
            valueName: "n"))
    var rate = Rate.perSecond(100)

    @Option(help: ArgumentHelp("Seconds in which they begin, at most 3600.", valueName: "seconds"))
    var duration = 10.0

    @Option(
        help: ArgumentHelp(
            "End after so many. Without it, the duration alone counts; with --rate max, stores and calls end after 10000.",
            valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Connections that are kept open.", valueName: "n"))
    var connections = 32

    @Option(help: ArgumentHelp("The version of HTTP: 1.1 or 2.", valueName: "version"))
    var http = HTTPVersion.http1

    @Option(help: ArgumentHelp("With --http 2: requests at once on a connection.", valueName: "n"))
    var streams = 32

    @Option(help: ArgumentHelp("Threads that send and receive; one is enough for thousands a second.", valueName: "n"))
    var threads = 1

    @Option(
        help: ArgumentHelp(
            "How long an answer is of use: counts good answers in that time, and gives up what could not be sent in it.",
            valueName: "seconds"))
    var patience: Double?

    func validate() throws {
        guard (0.01...3600).contains(patience ?? 1) else {
            throw ValidationError("--patience is 0.01 to 3600 seconds.")
        }
        guard (0.1...3600).contains(duration) else { throw ValidationError("--duration is 0.1 to 3600 seconds.") }
        guard (1...Self.mostPolls).contains(count ?? 1) else {
            throw ValidationError(
                "--count is 1 to \(Self.mostPolls), and 1 to \(Self.mostStores) for stores and calls.")
        }
        guard (1...10_000).contains(connections), (1...100).contains(streams), (1...64).contains(threads) else {
            throw ValidationError("--connections is 1 to 10000, --streams 1 to 100, --threads 1 to 64.")
        }
    }

    /// The load, bounded for what is asked.
    func load(for kind: LoadKind) -> OfferedLoad {
        let most = kind == .polls ? Self.mostPolls : Self.mostStores
        let span = Duration.seconds(duration)
        // Whether latencies stay as they are shows minute by minute.
        let interval: Duration? = duration >= 120 ? .seconds(60) : nil
        switch rate {
        case .perSecond(let rate):
            return OfferedLoad(
                arrivalsPerSecond: rate, duration: span, count: min(count ?? most, most), connections: connections,
                interval: interval, patience: patience.map { .seconds($0) })
        case .highest:
            let usual = kind == .polls ? most : Self.storesAtMost
            return OfferedLoad(
                arrivalsPerSecond: nil, duration: span, count: min(count ?? usual, most), connections: connections,
                interval: interval, patience: patience.map { .seconds($0) })
        }
    }
}
