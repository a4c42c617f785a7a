import ArgumentParser
import Floods
import Foundation
import LoadGeneration
import LongRuns
import ServiceHarness

/// `floods overload`: five times as much as the service can do.
struct RunOverload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overload", abstract: "Offer up to five times the capacity, and count good answers in time.",
        discussion: """
            The service gets the first processor alone where there are two, so that the clients, which should be told to \
            stay on another (taskset), do not take it from it.
            """)

    @Option(help: ArgumentHelp("How long each load lasts.", valueName: "seconds"))
    var seconds = 5

    @Option(help: ArgumentHelp("How often each load is offered; medians are compared.", valueName: "count"))
    var rounds = 3

    @Option(
        help: ArgumentHelp(
            "On how many connections too much is offered; on twice as many, and so on, while nothing is turned away.",
            valueName: "count"))
    var connections = OverloadedService.many

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "What is asked: polls, stores, mixed; or independence, whether what is turned away goes by what is stored.",
            valueName: "kind"))
    var only: [String] = []

    @Flag(help: "Let the service use every processor, as the clients do.")
    var everywhere = false

    private static let independence = "independence"
    /// What is offered, in capacities.
    private static let multiples = [1.0, 2, most]
    private static let most = 5.0
    private static let mostConnections = 8192
    /// One service takes all loads of a kind, and what is made ready for each takes longer than the load.
    private static let longestSeconds = 3600
    /// Of the most good answers in time, at any load.
    private static let share = 0.9

    func validate() throws {
        guard rounds > 0, seconds > 0 else { throw ValidationError("--rounds and --seconds are at least 1") }
        let kinds = OverloadedService.Asking.allCases.map(\.rawValue) + [Self.independence]
        for kind in only where !kinds.contains(kind) {
            throw ValidationError("--only takes \(kinds.joined(separator: ", ")), not '\(kind)'")
        }
    }

    func run() async throws {
        try await FloodsProgram.judge { try await faults() }
    }

    private func faults() async throws -> [String] {
        _ = OpenFilesOfThisProcess.raise()
        let isAlone = !everywhere && ProcessInfo.processInfo.processorCount > 1
        let program = ServedProgram.cpsd(onProcessor: isAlone ? 0 : nil, longestSeconds: Self.longestSeconds)
        var faults: [String] = []
        for asking in OverloadedService.Asking.allCases where only.isEmpty || only.contains(asking.rawValue) {
            try await Deployment.running(["--name", "localhost", "--issuance-quota", "1000000"], program) { server in
                let service = try OverloadedService(server)
                let all = try await service.offer(
                    asking, perSecond: nil, on: OverloadedService.enough, for: .seconds(seconds), stores: 40_000)
                say(asking, "as much as is taken", all)
                // A client asks again once it is answered, so a quick service needs more of them to have too much to do.
                var connections = connections
                while connections < Self.mostConnections {
                    let load = try await service.offer(
                        asking, perSecond: Self.most * all.good, on: connections, for: .seconds(seconds),
                        stores: 150_000)
                    say(asking, "five times that on \(connections) connections", load)
                    if load.turnedAway > 0 { break }
                    connections *= 2
                }
                // Loads take turns: the machine's own speed changes from one minute to the next.
                var good: [Double: [Double]] = [:]
                var closed: [Double] = []
                for _ in 0..<rounds {
                    closed.append(
                        try await service.offer(
                            asking, perSecond: nil, on: OverloadedService.enough, for: .seconds(seconds), stores: 40_000
                        ).good)
                    for multiple in Self.multiples {
                        let load = try await service.offer(
                            asking, perSecond: multiple * all.good, on: connections, for: .seconds(seconds),
                            stores: 150_000)
                        say(asking, "\(multiple) times that", load)
                        good[multiple, default: []].append(load.good)
                        guard multiple == Self.most else { continue }
                        if load.turnedAway == 0 { faults.append("\(asking.rawValue): nothing was turned away") }
                        if load.otherwise > 0 { faults.append("\(asking.rawValue): \(load.otherwise) otherwise") }
                    }
                }
                let medians = good.mapValues(Self.median)
                let peak = max(Self.median(closed), medians.values.max() ?? 0)
                let share = (medians[Self.most] ?? 0) / peak
                Terminal.say(
                    String(
                        format: "%@: at five times %.0f/s, %.2f of the peak of %.0f/s; as much as is taken: %.0f/s",
                        asking.rawValue, medians[Self.most] ?? 0, share, peak, Self.median(closed)))
                // Not less than the share, or no number.
                if !(share >= Self.share) {
                    faults.append("\(asking.rawValue): \(share) of the peak, promised \(Self.share)")
                }
            }
        }
        return faults + (try await independence())
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private func independence() async throws -> [String] {
        guard only.isEmpty || only.contains(Self.independence) else { return [] }
        var faults: [String] = []
        try await Deployment.running(["--limits-requests", "24"]) { server in
            let outcome = try await ShedPolls(server).run(clients: 96, for: .seconds(20), entries: 16)
            Terminal.say(
                "turned away: \(outcome.live[1]) of \(outcome.live[0] + outcome.live[1]) polls for somebody who is called, "
                    + "\(outcome.blank[1]) of \(outcome.blank[0] + outcome.blank[1]) for somebody who is not, "
                    + String(format: "p = %.3f", outcome.pValue))
            if outcome.pValue < 1e-4 { faults.append("what is turned away goes by what is stored") }
            if outcome.live[1] == 0 { faults.append("nothing was turned away, so nothing was compared") }
        }
        return faults
    }

    private func say(_ asking: OverloadedService.Asking, _ load: String, _ outcome: OverloadedService.Outcome) {
        Terminal.say(
            String(
                format:
                    "%@, %@: offered %.0f/s, good in time %.0f/s, late %d, turned away %d, unsent %d, otherwise %d, p99 %.0f ms",
                asking.rawValue, load, outcome.offered ?? 0, outcome.good, outcome.late, outcome.turnedAway,
                outcome.unsent, outcome.otherwise, outcome.p99))
    }
}
