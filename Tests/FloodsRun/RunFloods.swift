import ArgumentParser
import Floods
import LongRuns
import ServiceHarness

/// `floods run`: every flood over real sockets, with honest clients beside it.
struct RunFloods: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Every flood, one after the other.")

    @Option(help: ArgumentHelp("How long each lasts.", valueName: "seconds"))
    var seconds = 12

    @Option(help: ArgumentHelp("The share of the connections of full size.", valueName: "share"))
    var scale = 1.0

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Only floods whose name has this in it.", valueName: "word"))
    var only: [String] = []

    /// What is promised on the machine that this is run on, client and service together.
    private static let promise = FloodTrial.Promise(p99: 2000, goodShare: 0.95, recovery: 5)

    private static let descriptors = "out of descriptors"

    func run() async throws {
        try await FloodsProgram.judge { try await faults() }
    }

    private func faults() async throws -> [String] {
        let files = OpenFilesOfThisProcess.raise()
        let needed = Int(10_000 * scale) + 256
        if files < needed {
            Terminal.say(
                "The limit of open files is \(files), so that there are fewer than the wanted connections: raise it to "
                    + "\(needed) (ulimit -Hn)")
        }
        let share = min(scale, Double(files - 256) / 10_000)
        let names = try await Deployment.running([]) { try await Self.floods(share, of: $0).map(\.name) }
        for word in only where !(names + [Self.descriptors]).contains(where: { $0.contains(word) }) {
            throw ValidationError(
                "--only: there is no flood with '\(word)' in its name, but: \(names.joined(separator: ", "))")
        }
        Terminal.say(FloodTable.heading)
        var faults: [String] = []
        // Each has a service of its own: what a process took of memory it keeps, and the next flood would find it there.
        let program = ServedProgram(path: BuiltProgram.cpsd, longestSeconds: seconds + 300)
        for (number, name) in names.enumerated() where isWanted(name) {
            faults += try await Deployment.running([], program) { server in
                var promise = Self.promise
                // Thousands of requests a second are begun, and given up before they are worked on.
                if name.hasPrefix("rapid reset") { promise.goodShare = 0.8 }
                return try await outcome(of: Self.floods(share, of: server)[number], at: server).faults(promise)
            }
        }
        return isWanted(Self.descriptors) ? try await faults + withoutDescriptors() : faults
    }

    private func isWanted(_ name: String) -> Bool {
        only.isEmpty || only.contains { name.contains($0) }
    }

    private static func floods(_ scale: Double, of server: RunningServer) async throws -> [Flood] {
        Flood.all(scale: scale, store: StoreOrder(to: try Recipient(), with: try await server.token()))
    }

    /// Runs a flood, and tells what became of it.
    private func outcome(of flood: Flood, at server: RunningServer, pollers: Int = 8) async throws -> FloodTrial.Result
    {
        // Where next to nobody gets in there are no stores to be made.
        let tokens = pollers > 1 ? try await server.tokens(seconds * 4) : []
        let trial = FloodTrial(server, lasting: .seconds(seconds), pollers: pollers)
        let result = try await trial.run(flood, tokens: tokens)
        Terminal.say(FloodTable.row(result))
        return result
    }

    /// The same flood of idle connections, on a service that may open few files.
    private func withoutDescriptors() async throws -> [String] {
        var faults: [String] = []
        for files in [200, 56] {
            try await Deployment.running([], .cpsd(openFiles: files)) { server in
                var flood = Flood.idle(500)
                flood.name = "\(Self.descriptors), \(files)"
                // Where there are next to none, honest clients lose their connections, too: that it recovers is all.
                let result = try await outcome(of: flood, at: server, pollers: files < 100 ? 1 : 8)
                var promise = Self.promise
                // Who comes anew has to wait for a place, and may lose it again before it is used.
                promise.goodShare = files < 100 ? 0 : 0.75
                faults += result.faults(promise).filter { files >= 100 || $0.contains("recovered") }
            }
        }
        return faults
    }
}
