internal import Figures
internal import Foundation
internal import LoadGeneration
internal import ServiceHarness

/// Calls for many minutes at 70 % of what the service can sustain, while PASSporTs expire: nothing may grow or slow.
package struct SustainedRun: Sendable {
    /// How long it is where nothing else is said.
    package static let usualMinutes = 10
    /// How long it is.
    @TaskLocal package static var minutes: Int = usualMinutes

    /// A call is a store and so many polls, one after the other.
    private static let pollsPerCall = 16
    private static let storesPerToken = 8
    private static let share = 0.7
    private static let searched = 1500

    let minutes: Int

    func measured() async throws -> [Measured] {
        try await RequestPair.running(longestSeconds: minutes * 60 + 900) { pair in
            let (highest, search) = try await highest(pair)
            let load = OfferedLoad(
                arrivalsPerSecond: highest * Self.share, duration: .seconds(minutes * 60),
                connections: RequestTurns.connections, interval: .seconds(60))
            let work = try await pair.work(for: order(load))
            guard let process = pair.server.process.identifier else { throw LoadError("the service has no process") }
            let deployment = pair.server.deployment
            let footprint = Footprint(
                of: process, placements: deployment.placements, ledger: deployment.folder.appending(path: "ledger"))
            let watch = Task { try await footprint.watch() }
            defer { watch.cancel() }
            let outcome = try await pair.service(work, load, isComplete: false, whenStarted: { footprint.start() })
            watch.cancel()
            try await watch.value
            return try SustainedReport(
                outcome: outcome, samples: footprint.samples, minutes: minutes, search: search,
                callsPerSecond: highest * Self.share, pollsPerCall: Self.pollsPerCall
            ).lines()
        }
    }

    /// The highest rate of calls at which all polls but one in a hundred find what they should: that of a closed loop,
    /// halved until they do, and then the range between the last two rates halved some times more.
    private func highest(_ pair: RequestPair) async throws -> (callsPerSecond: Double, told: [String]) {
        let closed = RequestTurns.closed(.seconds(10), count: Self.searched)
        let most = try await pair.service(try await pair.work(for: order(closed)), closed, isComplete: false)
        var (low, high) = (most.perSecond, most.perSecond)
        var told = [
            "asked as fast as it goes, the service took \(Wording.number(high)) calls/s and delivered \(most.delivery)"
        ]
        func delivers(_ rate: Double) async throws -> Bool {
            let open = RequestTurns.open(rate, .seconds(5))
            let outcome = try await pair.service(
                try await pair.work(for: order(open, checkedOneIn: Self.checkedOneIn(rate, seconds: 5))), open,
                isComplete: false)
            told.append("asked for \(Wording.number(rate)) calls/s it delivered \(outcome.delivery)")
            return outcome.isDelivered
        }
        guard !most.isDelivered else { return (low, told) }
        repeat {
            (low, high) = (low / 2, low)
            guard low > most.perSecond / 64 else {
                throw LoadError("the service did not deliver even at \(Wording.number(high)) calls/s")
            }
        } while try await !delivers(low)
        for _ in 0..<Self.refinements {
            let middle = (low + high) / 2
            if try await delivers(middle) { low = middle } else { high = middle }
        }
        return (low, told + ["\(Wording.number(low)) calls/s is taken for the highest load"])
    }

    private static let refinements = 2

    /// As many answers are opened at any rate, so that one that is missing weighs the same.
    private static func checkedOneIn(_ rate: Double, seconds: Double) -> Int {
        max(1, Int(rate * seconds * Double(pollsPerCall)) / 200)
    }

    private func order(_ load: OfferedLoad, checkedOneIn: Int? = nil) -> LoadOrder {
        var order = LoadOrder(.calls, load)
        if let checkedOneIn { order.checkedOneIn = checkedOneIn }
        order.pollsPerCall = Self.pollsPerCall
        order.storesPerToken = Self.storesPerToken
        return order
    }
}
