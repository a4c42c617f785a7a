internal import Figures
internal import Foundation

/// What retrievals and stores cost while a storage grows: measured at every power of ten on the way to a million.
///
/// The numbers of different sizes are taken minutes apart, so they show a shape and no goal hangs on them.
struct Growth {
    /// What was measured with so many live.
    private struct Point {
        let live: Int
        let retrieval: Double
        let reading: Double
        let store: Double
    }

    private var points: [Point] = []
    /// How long the measuring took, which is no planting.
    private(set) var duration = Duration.zero

    /// Plants until `storage` holds `most`; at each power of ten from `fewest`, stores and retrievals are timed.
    mutating func plant(in storage: PlantedStorage, from fewest: Int, to most: Int) async throws {
        for live in sequence(first: fewest, next: { $0 * 10 }).prefix(while: { $0 < most }) + [most] {
            try await storage.plant(until: live - Self.rounds * Self.stores)
            let start = ContinuousClock.now
            // The last stores before this many live are the ones that are timed.
            var stores: [Double] = []
            for _ in 0..<Self.rounds {
                let time = try await storage.storing(Self.stores, concurrency: PlantedStorage.concurrency)
                stores.append(time / .seconds(Self.stores))
            }
            let poll = try Poll(.fourDigits, of: storage.storage, count: live)
            // Pages of a file become this process's own when they are first read: at the start of a service, and not later.
            try poll.read(live / Population.rowLength)
            let times = try Comparison.measure(rounds: 15, 30, poll.answer, against: 100, poll.read)
            points.append(
                Point(
                    live: live, retrieval: Comparison.median(times.path), reading: Comparison.median(times.baseline),
                    store: Comparison.median(stores)))
            duration += ContinuousClock.now - start
        }
    }

    /// The same in words.
    var sentence: String {
        "on the way, retrieval of 16 entries / its sampling and reading / store: "
            + points.map { point in
                let microseconds = [point.retrieval, point.reading, point.store].map { Wording.number($0 * 1e6) }
                return "\(microseconds.joined(separator: " / ")) µs with \(Wording.grouped(point.live))"
            }.joined(separator: ", ")
    }

    /// A line for each cost over the number of live PASSporTs.
    var figure: Figure {
        let places = points.map { log10(Double($0.live)) }
        return Figure(
            "cost-against-live", title: "Cost against number of live PASSporTs", .curve,
            horizontal: "live PASSporTs, as a power of ten", vertical: "µs",
            [
                .init("retrieval of 16, 4 digits", points.map { $0.retrieval * 1e6 }, at: places),
                .init("its sampling and reading", points.map { $0.reading * 1e6 }, at: places),
                .init("store, \(PlantedStorage.concurrency) at a time", points.map { $0.store * 1e6 }, at: places),
            ])
    }

    private static let rounds = 5
    private static let stores = 128
}
