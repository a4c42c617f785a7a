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

    func run() async throws {
        let files = OpenFilesOfThisProcess.raise()
        let needed = Int(10_000 * scale) + 256
        if files < needed {
            Terminal.say(
                "The limit of open files is \(files), so that there are fewer than the wanted connections: raise it to "
                    + "\(needed) (ulimit -Hn)")
        }
        let program = ServedProgram(path: BuiltProgram.cpsd, longestSeconds: 600)
        var faults: [String] = []
        try await Deployment.running([], program) { server in
            let store = StoreOrder(to: try Recipient(), with: try await server.token())
            let share = min(scale, Double(files - 256) / 10_000)
            Terminal.say(FloodTable.heading)
            for flood in Flood.all(scale: share, store: store)
            where only.isEmpty || only.contains(where: { flood.name.contains($0) }) {
                let tokens = try await server.tokens(seconds * 4)
                let trial = FloodTrial(server, lasting: .seconds(seconds), pollers: 8)
                let result = try await trial.run(flood, tokens: tokens)
                Terminal.say(FloodTable.row(result))
                var promise = Self.promise
                // Thousands of requests a second are begun, and given up before they are worked on.
                if flood.name.hasPrefix("rapid reset") { promise.goodShare = 0.8 }
                faults += result.faults(promise)
            }
        }
        if only.isEmpty || only.contains("descriptors") { faults += try await withoutDescriptors() }
        for fault in faults { Terminal.say("NOT AS PROMISED: \(fault)") }
        guard faults.isEmpty else { throw ExitCode.failure }
        Terminal.say("Everything was as promised.")
    }

    /// The same flood of idle connections, on a service that may open few files.
    private func withoutDescriptors() async throws -> [String] {
        var faults: [String] = []
        for files in [200, 56] {
            try await Deployment.running([], .cpsd(openFiles: files)) { server in
                var flood = Flood.idle(500)
                flood.name = "out of descriptors, \(files)"
                let tokens = try await server.tokens(seconds * 4)
                // Where there are next to none, honest clients lose their connections, too: that it recovers is all.
                let pollers = files < 100 ? 1 : 8
                let result = try await FloodTrial(server, lasting: .seconds(seconds), pollers: pollers).run(
                    flood, tokens: files < 100 ? [] : tokens)
                Terminal.say(FloodTable.row(result))
                var promise = Self.promise
                // Who comes anew has to wait for a place, and may lose it again before it is used.
                promise.goodShare = files < 100 ? 0 : 0.75
                faults += result.faults(promise).filter { files >= 100 || $0.contains("recovered") }
            }
        }
        return faults
    }
}
