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
            let disk = try DiskProbe(in: deployment.folder)
            defer { disk.end() }
            let watch = Task { try await footprint.watch() }
            defer { watch.cancel() }
            let outcome = try await pair.service(
                work, load, isComplete: false,
                whenStarted: {
                    footprint.start()
                    disk.start()
                })
            watch.cancel()
            try await watch.value
            return try SustainedReport(
                outcome: outcome, samples: footprint.samples, disk: disk.percentiles(ofMinutes: minutes),
                minutes: minutes, search: search,
                callsPerSecond: highest * Self.share, pollsPerCall: Self.pollsPerCall
            ).lines()
        }
    }

    /// The highest rate of calls at which all polls but one in a hundred find what they should.
    private func highest(_ pair: RequestPair) async throws -> (callsPerSecond: Double, told: [String]) {
        let closed = RequestTurns.closed(.seconds(10), count: Self.searched)
        let most = try await pair.service(try await pair.work(for: order(closed)), closed, isComplete: false)
        let found = try await DeliverySearch(name: "calls").highest(below: most) { rate in
            let open = RequestTurns.open(rate, Self.turn)
            let checked = Self.checkedOneIn(rate, seconds: Self.turn.seconds)
            return try await pair.service(
                try await pair.work(for: order(open, checkedOneIn: checked)), open, isComplete: false)
        }
        let taken = "\(Wording.number(found.perSecond)) calls/s is taken for the highest load"
        return (found.perSecond, found.told + [taken])
    }

    private static let turn = Duration.seconds(5)

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
